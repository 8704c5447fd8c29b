"""What machines read of an edition: its Atom feed and its sitemap."""

from collections.abc import Iterable, Iterator
from functools import partial

from sites.registry import addresses
from sites.store import keys
from sites.store.models import Document

from ..reading import BuildReader
from ..rendering import xml
from ..shared import Run
from .spec import Identity, Spec

OWN_PAGES = "0"
"""The shard that holds the home and the columns; the others hold listed documents by number."""


class Feed:
    """The feed of an edition's newest documents."""

    kind = "feed"
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield it, once the edition's home is public."""
        home = run.edition(language).home
        if home is not None:
            path = addresses.edition_prefix(language) + "feed.xml"
            render = partial(_feed, home=home)
            yield Spec(Identity(language, self.kind, ""), path, render, needs=frozenset({keys.document(home.key)}))

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield it, whatever ``subjects``: there is one."""
        return self.every(run, language)


class SitemapIndex:
    """The index of an edition's sitemap shards."""

    kind = "sitemap"
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield it, once the edition's home is public."""
        if run.edition(language).home is not None:
            path = addresses.edition_prefix(language) + "sitemap.xml"
            yield Spec(Identity(language, self.kind, ""), path, _index)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield it, whatever ``subjects``: there is one."""
        return self.every(run, language)


class SitemapShards:
    """One shard of a sitemap; the subject is its number."""

    kind = "shard"
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield every shard, once the edition's home is public."""
        shards = BuildReader(run.edition(language)).sitemap_shards()
        return self.some(run, language, (str(number) for number in range(shards + 1)))

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the shards with these numbers as far as the edition has them."""
        shared = run.edition(language)
        if shared.home is None:
            return
        shards = BuildReader(shared).sitemap_shards()
        for number in subjects:
            if int(number) > shards:
                continue
            implied = set()
            if number != OWN_PAGES:
                implied.add(keys.sitemap(run.site.key, language, int(number)))
            yield Spec(
                Identity(language, self.kind, number),
                shard_path(language, int(number)),
                partial(_shard, number=int(number)),
                frozenset(implied),
            )


def shard_path(language: str, number: int) -> str:
    """Return the path of a sitemap shard below its site's base."""
    return f"{addresses.edition_prefix(language)}sitemap-{number}.xml"


def _feed(reader: BuildReader, home: Document) -> bytes:
    return xml.feed(reader, home)


def _index(reader: BuildReader) -> bytes:
    numbers = range(reader.sitemap_shards() + 1)
    return xml.sitemap_index(addresses.absolute_url(reader.site, shard_path(reader.language, n)) for n in numbers)


def _shard(reader: BuildReader, number: int) -> bytes:
    if not number:
        own = [page for page in (reader.home, *reader.columns.values()) if page is not None]
        return xml.sitemap((addresses.absolute_url(reader.site, page.path), None) for page in own)
    root = addresses.absolute_url(reader.site, "")
    return xml.sitemap((root + path, admitted_at) for path, admitted_at in reader.sitemap_rows(number))
