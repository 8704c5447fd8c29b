"""What stands at addresses that led somewhere once: a page for readers, and the map for whatever answers requests."""

from collections.abc import Iterable, Iterator
from functools import partial

from multilingual import registry as languages
from multilingual.registry import DEFAULT
from sites.registry.models import Site
from sites.store import keys, redirects
from sites.store.models import Document
from sites.store.reading import public
from sites.store.redirects import Redirect

from ..reading import BuildReader
from ..rendering.html import render
from ..rendering.moved import moved_page
from ..shared import Run
from .gone import addresses_of, as_json, file_of, resolved, unlisted
from .spec import Identity, Spec, batches

MOVED = "moved"
MAP = "redirects"
MAP_PATH = "redirects.json"
PAGE_ENDINGS = (".html", ".htm", "/")
"""Old addresses that a page can stand at; others (``old.jsp``) are answered from the map alone."""


def language_of(redirect: Redirect) -> str:
    """Return the language of the page at an old address: that of the edition it lay in."""
    first = redirect.path.partition("/")[0]
    return first if first in languages.codes() else DEFAULT


class Moved:
    """The page at an old address, while nothing public stands there; the subject is the redirect's key."""

    kind = MOVED
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield the page of each redirect from this edition."""
        return self._specs(run, language, run.redirects)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the pages of those ``subjects`` that are redirects now."""
        for batch in batches(subjects, 500):
            yield from self._specs(run, language, redirects.of_site(run.site, batch))

    def _specs(self, run: Run, language: str, found: list[Redirect]) -> Iterator[Spec]:
        held = [redirect for redirect in found if language_of(redirect) == language]
        if not held or run.edition(language).home is None:
            return
        for redirect in _free(run.site, held):
            if redirect.path.endswith(PAGE_ENDINGS):
                yield Spec(
                    Identity(language, self.kind, redirect.key),
                    file_path(redirect),
                    partial(_page, redirect=redirect),
                    needs=frozenset({keys.redirect(redirect.key)}),
                )


class RedirectMap:
    """The redirects of a site as one file, from which a web server answers 301 and 410.

    Withdrawn homes and columns stand in it too; withdrawn documents have files of their own (``gone.py``).
    """

    kind = MAP
    of_site = True

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield it while it names anything; documents that were taken back from such an address may return to it."""
        every = run.redirects
        found = _free(run.site, every)
        gone = addresses_of(run.site, unlisted(run.site)) if run.has_withdrawn else {}
        if found or gone:
            needs = frozenset(keys.document(key) for key in _documents_at(run.site, every))
            yield Spec(Identity("", self.kind, ""), MAP_PATH, partial(_map, found=found, gone=gone), needs=needs)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield it, whatever ``subjects``: there is one."""
        return self.every(run, language)


def file_path(redirect: Redirect) -> str:
    """Return the path of the file that stands at an old address."""
    return file_of(redirect.path)


def _documents_at(site: Site, found: list[Redirect]) -> Iterator[str]:
    for batch in batches((file_path(redirect) for redirect in found), 500):
        yield from Document.objects.filter(site=site, path__in=batch).values_list("key", flat=True)


def _free(site: Site, found: list[Redirect]) -> list[Redirect]:
    """Return the redirects at whose address neither a public document nor another site lies."""
    if not found:
        return []
    paths = [file_path(redirect) for redirect in found]
    taken: set[str] = set()
    for batch in batches(paths, 500):
        taken |= set(public().filter(site=site, path__in=batch).values_list("path", flat=True))
    neighbours: set[str] = set()
    if not site.path:
        neighbours = set(Site.objects.filter(host=site.host).exclude(path="").values_list("path", flat=True))
    return [
        redirect
        for redirect, path in zip(found, paths, strict=True)
        if path not in taken and path.partition("/")[0] not in neighbours
    ]


def _page(reader: BuildReader, redirect: Redirect) -> bytes:
    return render(moved_page(reader, file_path(redirect), redirect.target))


def _map(reader: BuildReader, found: list[Redirect], gone: dict[str, str]) -> bytes:
    table = {path: resolved(reader, leads_to) for path, leads_to in gone.items()}
    return as_json(table | {redirect.path: redirect.target for redirect in found})
