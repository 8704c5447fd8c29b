"""What readers should get at a public address, by the release record (应有的公开内容)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

import pygit2
from django.utils.translation import gettext as _

from sites.build.models import Output
from sites.git.repository import Repository
from sites.registry import addresses
from sites.registry.models import Site
from sites.store.models import Document
from sites.web.redirecting import names_for

from ..models import Task
from ..places import repository_path
from .asking import Answer

GONE = (404, 410)


@dataclass(frozen=True)
class Page:
    """One address below a site's base: the digest of its bytes while it is public, else where it leads."""

    path: str
    digest: str = ""
    is_public: bool = True
    target: str | None = None

    def wrong(self, origin: str, local: str, answer: Answer) -> str:
        """Return in a few words what is wrong with ``answer`` for ``local`` at ``origin``, empty when nothing is."""
        if self.is_public:
            return self._wrong_page(answer)
        if answer.status in GONE:
            return "" if not self.target else _("公开地址返回 %(status)d，应转到新地址") % {"status": answer.status}
        if self.target and answer.status == 301:
            here = origin + local
            if urljoin(here, answer.location) == urljoin(here, self.target):
                return ""
            return _("公开地址转到了别处")
        return _("已撤下，公开地址却仍能打开（%(status)d）") % {"status": answer.status}

    def _wrong_page(self, answer: Answer) -> str:
        if not self.digest:
            return _("没有生成过这个页面")
        if answer.status != 200:
            return _("公开地址返回 %(status)d，页面不在") % {"status": answer.status}
        return "" if answer.digest == self.digest else _("公开地址上仍是另一个版本")


@dataclass(frozen=True)
class Work:
    """Everything that one round of asking settles: a site's ``document`` (empty: its homes) up to an entry."""

    site: Site
    document: str
    entry: int
    pages: tuple[Page, ...] = field(compare=False, default=())

    @property
    def key(self) -> tuple[int, str]:
        """What names it among the work under way."""
        return self.site.pk, self.document

    def local(self, page: Page) -> str:
        """Return the address of ``page`` from the root of its host, as a request names it."""
        return quote(addresses.local_url(self.site, page.path), safe="/%")


class _Map:
    """Where the old addresses of one site lead, by its newest release."""

    def __init__(self, site: Site) -> None:
        self._repository = Repository(repository_path(site))
        self._head = self._repository.head()
        self._tables: dict[str, dict[str, str]] = {}

    def target_of(self, path: str) -> str | None:
        """Return where ``path`` leads, empty when it is gone, None when no file of the release says so."""
        for name in names_for(path):
            table = self._table(name)
            found = table.get(path, table.get(path.removesuffix("index.html")))
            if found is not None:
                return found
        return None

    def _table(self, name: str) -> dict[str, str]:
        if name not in self._tables:
            blob = self._head.tree[name] if self._head is not None and name in self._head.tree else None
            table = json.loads(blob.data) if isinstance(blob, pygit2.Blob) else {}
            self._tables[name] = table if isinstance(table, dict) else {}
        return self._tables[name]


def work_of(tasks: Iterable[Task]) -> list[Work]:
    """Return what is to be asked for ``tasks`` (with their entries and sites), in their order, each page once."""
    newest: dict[tuple[int, str], tuple[Site, str, int]] = {}
    for task in tasks:
        document = document_of(task)
        site, _key, entry = newest.get((task.site_id, document), (task.site, document, 0))
        newest[task.site_id, document] = (site, document, max(entry, task.entry_id))
    documents = {found.key: found for found in Document.objects.filter(key__in={key for _site, key in newest if key})}
    wanted = [Work(site, key if key in documents else "", entry) for site, key, entry in newest.values()]
    homes = _homes({work.site.pk for work in wanted if not work.document})
    held = {work: [documents[work.document]] if work.document else homes.get(work.site.pk, []) for work in wanted}
    return list(_with_pages(held))


def document_of(task: Task) -> str:
    """Return the key of the document whose page tells that ``task`` is live; empty for the homes of its site."""
    return task.entry.document if task.entry.site_id == task.site_id else ""


def _with_pages(held: dict[Work, list[Document]]) -> Iterable[Work]:
    digests = _digests(held)
    maps: dict[int, _Map] = {}
    for work, documents in held.items():
        pages = []
        for document in documents:
            if document.is_public:
                pages.append(Page(document.path, digests.get((work.site.pk, document.path), "")))
            else:
                table = maps.setdefault(work.site.pk, _Map(work.site))
                pages.append(Page(document.path, is_public=False, target=table.target_of(document.path)))
        yield Work(work.site, work.document, work.entry, tuple(pages))


def _homes(sites: set[int]) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = {}
    for home in Document.objects.filter(site__in=sites, kind="home", state=Document.State.PUBLIC):
        found.setdefault(home.site_id, []).append(home)
    return found


def _digests(held: dict[Work, list[Document]]) -> dict[tuple[int, str], str]:
    paths: dict[int, set[str]] = {}
    for work, documents in held.items():
        paths.setdefault(work.site.pk, set()).update(document.path for document in documents)
    return {
        (site, path): digest
        for site, wanted in paths.items()
        for path, digest in Output.objects.filter(site=site, path__in=sorted(wanted)).values_list("path", "digest")
    }
