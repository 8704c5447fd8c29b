"""What stands at the addresses of withdrawn documents (撤下的页面): a page for readers, and the files of addresses.

An address that an approved redirect has taken over is left to that (``moved.py``).
"""

import json
from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import QuerySet

from sites.registry.models import Site
from sites.store import counters, keys, leading, listing, redirects
from sites.store.content import LISTED_KINDS
from sites.store.models import Document
from sites.store.redirects import Redirect

from ..links import document_address
from ..reading import BuildReader
from ..rendering.html import render
from ..rendering.moved import moved_page
from ..rendering.pages import list_path
from ..shared import Run
from .lists import subject
from .spec import Identity, Spec, batches

GONE = "gone"
WITHDRAWN = "withdrawn"
MAP_PATH = "redirects-{shard}.json"
TOGETHER = 200
"""How many withdrawn documents are looked at together."""
Place = tuple[str, str, str, str]
"""A withdrawn document's key and ``leads_to``, with a subject and the path of a file at one of its addresses."""


class Gone:
    """The page at the address of a withdrawn document; the subject is its key, for a list page with the number."""

    kind = GONE
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield the page of each withdrawn document of this edition."""
        if not run.has_withdrawn:
            return iter(())
        return self._specs(run, language, withdrawn(run.site).filter(language=language))

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the pages of those documents among ``subjects`` that are withdrawn."""
        for batch in batches(subjects, TOGETHER):
            found = withdrawn(run.site).filter(language=language)
            yield from self._specs(run, language, found.filter(key__in={name.partition(":")[0] for name in batch}))

    def _specs(self, run: Run, language: str, found: QuerySet[Document]) -> Iterator[Spec]:
        for key, leads_to, name, path in places(run.site, found.order_by("id")):
            yield Spec(
                Identity(language, self.kind, name),
                path,
                partial(_page, path=path, leads_to=leads_to),
                frozenset({keys.document(key)}),
            )


class WithdrawnMaps:
    """The addresses of one shard of withdrawn documents and where each leads; the subject is the shard's number.

    So that a withdrawal among a hundred thousand rewrites one small file.
    """

    kind = WITHDRAWN
    of_site = True

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield the file of each shard in which a listed document is withdrawn."""
        if not run.has_withdrawn:
            return iter(())
        numbers = _listed(run.site).order_by("number").values_list("number", flat=True).distinct()
        shards = dict.fromkeys(listing.withdrawn_shard(number) for number in numbers.iterator(chunk_size=2000))
        return self.some(run, language, [str(shard) for shard in shards])

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the files of those shards that name anything."""
        for number in subjects:
            last = int(number) * listing.WITHDRAWN_SHARD
            found = _listed(run.site).filter(number__range=(last - listing.WITHDRAWN_SHARD + 1, last))
            if table := addresses_of(run.site, found):
                yield Spec(
                    Identity("", self.kind, number),
                    MAP_PATH.format(shard=number),
                    partial(_map, table=table),
                    frozenset({keys.withdrawn(run.site.key, int(number))}),
                )


def withdrawn(site: Site) -> QuerySet[Document]:
    """Return the withdrawn documents of ``site``; nothing but what tells their addresses is fetched."""
    found = Document.objects.filter(site=site, state=Document.State.WITHDRAWN)
    return found.only("id", "key", "kind", "path", "leads_to", "language")


def unlisted(site: Site) -> QuerySet[Document]:
    """Return the withdrawn homes and columns of ``site``."""
    return withdrawn(site).exclude(kind__in=LISTED_KINDS)


def places(site: Site, found: QuerySet[Document]) -> Iterator[Place]:
    """Yield the files that stand for withdrawn documents: their page's, for a column those of its list pages too."""
    neighbours: set[str] = set()
    if not site.path:
        neighbours = set(Site.objects.filter(host=site.host).exclude(path="").values_list("path", flat=True))
    for batch in batches(found.iterator(chunk_size=TOGETHER), TOGETHER):
        held = [place for document in batch for place in _places(document)]
        taken = _taken(site, [path for *_others, path in held])
        for place in held:
            path = place[-1]
            if path not in taken and path.partition("/")[0] not in neighbours:
                yield place


def addresses_of(site: Site, found: QuerySet[Document]) -> dict[str, str]:
    """Return ``leads_to`` of withdrawn documents by their addresses below the site's base."""
    table = {}
    for _key, leads_to, _subject, path in places(site, found):
        table[path] = leads_to
        if path.rpartition("/")[2] == "index.html":
            table[path.removesuffix("index.html")] = leads_to
    return table


def resolved(reader: BuildReader, leads_to: str) -> str:
    """Return the address to which ``leads_to`` brings a reader now, empty for nowhere.

    A document that was withdrawn in its turn is followed to where that one leads.
    """
    followed: set[str] = set()
    while leads_to.startswith(leading.INNER) and len(followed) < leading.DEEPEST:
        key = leads_to.removeprefix(leading.INNER)
        document = reader.document(key)
        if document is not None:
            return document_address(reader.site, document)
        if key in followed:
            return ""
        followed.add(key)
        last = Document.objects.filter(key=key).values_list("leads_to", flat=True).first()
        leads_to = last or ""
    return "" if leads_to.startswith(leading.INNER) else leads_to


def at_addresses(site: Site, touched: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield language, key and number of each withdrawn document at whose address a redirect among ``touched`` is."""
    for batch in batches(redirects.paths_of(site, touched), 500):
        found = withdrawn(site).filter(path__in=[file_of(path) for path in batch])
        yield from found.values_list("language", "key", "number")


def file_of(path: str) -> str:
    """Return the path of the file that stands at an address below the site's base."""
    return path + "index.html" if path.endswith("/") else path


def _listed(site: Site) -> QuerySet[Document]:
    return withdrawn(site).filter(kind__in=LISTED_KINDS)


def _places(document: Document) -> Iterator[Place]:
    yield document.key, document.leads_to, document.key, document.path
    if document.kind == "column":
        for number in range(1, listing.numbered_pages(counters.last(counters.column_slots(document.key))) + 1):
            yield document.key, document.leads_to, subject(document.key, number), list_path(document, number)


def _taken(site: Site, paths: list[str]) -> set[str]:
    """Return the ``paths`` at whose address a redirect stands."""
    written = [name for path in paths for name in {path, path.removesuffix("index.html")}]
    found: list[Redirect] = []
    for batch in batches([redirects.key_of(site.key, name) for name in written], 500):
        found += redirects.of_site(site, batch)
    return {file_of(redirect.path) for redirect in found}


def _page(reader: BuildReader, path: str, leads_to: str) -> bytes:
    return render(moved_page(reader, path, resolved(reader, leads_to)))


def _map(reader: BuildReader, table: dict[str, str]) -> bytes:
    return as_json({path: resolved(reader, leads_to) for path, leads_to in table.items()})


def as_json(table: dict[str, str]) -> bytes:
    """Return the bytes of a file of addresses."""
    return json.dumps(table, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
