"""What belongs to a site rather than to an edition: robots.txt, pictures and attachments, the theme's files."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, partial

from django.db.models import Min

from multilingual import registry as languages
from sites.registry import addresses
from sites.registry.models import Site
from sites.store import blobs, keys
from sites.store.models import Document, DocumentMedia
from sites.store.reading import public
from sites.store.settling import facts
from themes import assets

from ..reading import BuildReader
from ..shared import Run
from .spec import Identity, Spec, batches

ROBOTS = "robots"
MEDIA = "media"
ASSET = "asset"


class Robots:
    """The robots.txt of a host; it belongs to the site at the host's root and names all sitemaps of the host."""

    kind = ROBOTS
    of_site = True

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield it for a site at the root of its host that has anything public."""
        if not run.site.path and public().filter(site=run.site).exists():
            yield Spec(Identity("", self.kind, ""), "robots.txt", _robots)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield it, whatever ``subjects``: there is one."""
        return self.every(run, language)


class Media:
    """A picture size or an attachment, while a public document of the site uses it (``DIGEST.EXTENSION``).

    Its record names one document that uses it, the witness: that is enough to notice when the last one goes.
    """

    kind = MEDIA
    of_site = True

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield each file that a public document uses."""
        return self._specs(run, None)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield those of ``subjects`` that a public document uses."""
        for batch in batches(subjects, 500):
            yield from self._specs(run, [subject.partition(".")[0] for subject in batch])

    def _specs(self, run: Run, digests: list[str] | None) -> Iterator[Spec]:
        used = DocumentMedia.objects.filter(document__site=run.site, document__state=Document.State.PUBLIC)
        if digests is not None:
            used = used.filter(digest__in=digests)
        rows = used.values("digest", "extension").annotate(witness=Min("document__key")).order_by("digest", "extension")
        for row in rows.iterator(chunk_size=2000):
            digest, extension = row["digest"], row["extension"]
            yield Spec(
                Identity("", self.kind, f"{digest}.{extension}"),
                blobs.public_path(digest, extension),
                partial(_media, digest=digest, extension=extension),
                needs=frozenset({keys.document(row["witness"])}),
                digest=digest,
            )


class Assets:
    """A file of the theme, in each site that has anything public; the subject is its public name."""

    kind = ASSET
    of_site = True

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield all of the theme's files."""
        return self.some(run, language, assets.files(run.theme))

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield those of ``subjects`` that the theme has."""
        if not public().filter(site=run.site).exists():
            return
        held = assets.files(run.theme)
        for name in subjects:
            if name in held:
                render = partial(_asset, data=held[name])
                yield Spec(Identity("", self.kind, name), f"assets/{name}", render, digest=_digest(held[name]))


def _robots(reader: BuildReader) -> bytes:
    found = facts.as_settled(Site.objects.filter(host=reader.site.host).order_by("path"))
    searches, sitemaps = [], []
    for site in found:
        if site.host != reader.site.host:
            continue
        homes = set(public().filter(site=site, kind="home").values_list("language", flat=True))
        for code in languages.codes():
            reader.touched.add(keys.edition(site.key, code))
            if code in homes:
                root = addresses.edition_root(site, code)
                searches.append(f"Disallow: {root}search/")
                sitemaps.append(f"Sitemap: {addresses.origin(site)}{root}sitemap.xml")
    return ("\n".join(["User-agent: *", "Allow: /", *searches, "", *sitemaps]) + "\n").encode()


def _media(reader: BuildReader, digest: str, extension: str) -> bytes:
    return blobs.read(digest, extension)


def _asset(reader: BuildReader, data: bytes) -> bytes:
    return data


@cache
def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
