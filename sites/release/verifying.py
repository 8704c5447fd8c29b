"""Whether what is live is what the store says (构建核对): a full build compared with release, record and web root.

Every output is made anew and compared by hash, one after another; what was released lies in a scratch file meanwhile,
so that memory stays flat. No lock is held and nothing is written: publishing goes on, and what seemed different because
something became public meanwhile is looked at again at the end.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pygit2
from django.db.models import Q

from sites.build.full import FullBuild
from sites.build.making import Failure, Made, make
from sites.build.models import Output
from sites.build.program import BY_KIND, Identity, Spec
from sites.build.shared import Run
from sites.git.repository import Repository
from sites.git.trees import files_of
from sites.registry.models import Site
from sites.store.models import OutboxEntry
from sites.web.checkout import LIVE
from sites.web.siblings import is_true, original_of

from .missed import missed
from .places import repository_path
from .releasing import root_of
from .scratch import Scratch

EXPLAINED = 100
"""For how many differences of a site the missed keys are looked for."""
TRIES = 120
"""How often a site is looked at again while changes of it are on their way."""
PAUSE = 1.0
"""Seconds between two such looks."""


@dataclass(frozen=True)
class Difference:
    """One public file that is not what it ought to be, and what was missed, as far as that can be told."""

    path: str
    what: str
    missed: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}：{self.what}" + "".join(f"；{one}" for one in self.missed)


@dataclass(frozen=True)
class Verified:
    """What a look at one site found: so many files, and those that differ."""

    files: int
    release: str
    differences: tuple[Difference, ...] = ()


class Busy(Exception):
    """Raised when changes of the site stay on their way, so that nothing can be said of it."""


def differences(site: Site) -> Iterator[Difference]:
    """Yield each file of ``site`` that is missing, superfluous or different now; nothing may be published meanwhile."""
    for found in _Look(site).found():
        yield _explained(site, found)


def verify(site: Site, give_way: Callable[[], object] = lambda: None) -> Verified:
    """Look at every file of ``site``; return what differs, each difference seen again while nothing was on its way.

    ``give_way`` is called between two files and may wait. Raises ``Busy`` when changes of the site never end.
    """
    look = _Look(site, give_way)
    found = list(look.found())
    if not found:
        return Verified(look.files, look.release)
    for _attempt in range(TRIES):
        before = _live(site)
        if not _is_quiet(site):
            time.sleep(PAUSE)
            continue
        still = tuple(again for one in found if (again := _look_again(site, one)) is not None)
        if _is_quiet(site) and _live(site) == before:
            explained = tuple(_explained(site, one) for one in still[:EXPLAINED])
            return Verified(look.files, before, explained + tuple(one.difference for one in still[EXPLAINED:]))
    raise Busy("有变更一直没有上线，未能核对；请先查看发布状态。")


@dataclass(frozen=True)
class _Found:
    difference: Difference
    made: Made | None = None
    spec: Spec | None = None


class _Look:
    """One pass over all files of a site."""

    def __init__(self, site: Site, give_way: Callable[[], object] = lambda: None) -> None:
        self.site = site
        self.files = 0
        self.release = ""
        self._give_way = give_way

    def found(self) -> Iterator[_Found]:
        repository, root = Repository(repository_path(self.site)), root_of(self.site)
        live = repository.head(LIVE)
        with Scratch() as scratch:
            if live is not None:
                self.release = str(live.id)
                scratch.fill((path, blob.raw) for path, blob in files_of(live.tree))
            build = FullBuild(self.site)
            for spec in build.specs():
                self._give_way()
                self.files += 1
                made = make(build.run, spec)
                what = _compared(made, scratch.take(spec.path), root.read(spec.path))
                if what:
                    yield _as_found(spec, made, what)
            for path in scratch.left():
                yield _Found(Difference(path, "已不应公开"))
            for path in root.files():
                self._give_way()
                if not scratch.holds(path) and (what := _superfluous(path, scratch, root.read)):
                    yield _Found(Difference(path, what))


def _as_found(spec: Spec, made: tuple[bytes, Made] | Failure, what: str) -> _Found:
    return _Found(Difference(spec.path, what), None if isinstance(made, Failure) else made[1], spec)


def _compared(made: tuple[bytes, Made] | Failure, blob: bytes | None, held: bytes | None) -> str:
    """Return what is wrong with one output; empty when it is released and lies there as it was made."""
    if isinstance(made, Failure):
        return f"无法生成（{made.message}）"
    if blob is None:
        return "没有上线"
    fresh = bytes(pygit2.hash(made[0]).raw)
    if fresh != blob:
        return "上线的版本与全量生成的不一致"
    if held is None or bytes(pygit2.hash(held).raw) != blob:
        return "网站目录里的文件与上线的版本不一致"
    return ""


def _superfluous(path: str, scratch: Scratch, read: Callable[[str], bytes | None]) -> str:
    """Return what is wrong with a file that no release names; a compressed copy of one that fits is right."""
    original = original_of(path)
    if original is None or not scratch.holds(original):
        return "网站目录里多出的文件"
    return _untrue(path, original, scratch.blob(original), read)


def _look_again(site: Site, found: _Found) -> _Found | None:
    """Return ``found`` as it stands now, None when there is nothing wrong with that file any more."""
    path = found.difference.path
    repository, root = Repository(repository_path(site)), root_of(site)
    blob = _blob(repository, path)
    held = root.read(path)
    spec = _spec_at(site, path, found.spec.identity if found.spec is not None else None)
    if spec is not None:
        made = make(Run(site), spec)
        what = _compared(made, blob, held)
        return _as_found(spec, made, what) if what else None
    if blob is not None:
        return _Found(Difference(path, "已不应公开"))
    original = original_of(path)
    if held is None or original is None or (first := _blob(repository, original)) is None:
        return _Found(Difference(path, "网站目录里多出的文件")) if held is not None else None
    what = _untrue(path, original, first, root.read)
    return _Found(Difference(path, what)) if what else None


def _untrue(path: str, original: str, blob: bytes | None, read: Callable[[str], bytes | None]) -> str:
    """Return what is wrong with the compressed copy of the file that is released as ``blob``; empty for nothing."""
    data, whole = read(path), read(original)
    if data is None or whole is None or blob is None:
        return ""
    return "" if is_true(data, path[-3:], pygit2.Oid(raw=blob), len(whole)) else "压缩副本与原文件不一致"


def _blob(repository: Repository, path: str) -> bytes | None:
    """Return the hash of what is live at ``path``, None where nothing is."""
    live = repository.head(LIVE)
    try:
        return bytes(live.tree[path].id.raw) if live is not None else None
    except KeyError:
        return None


def _spec_at(site: Site, path: str, identity: Identity | None) -> Spec | None:
    """Return the output that ought to lie at ``path`` now, as far as its identity tells."""
    known = Output.objects.filter(site=site, path=path).values_list("language", "kind", "subject").first()
    for one in (identity, Identity(*known) if known else None):
        if one is not None and one.kind in BY_KIND:
            for spec in BY_KIND[one.kind].some(Run(site), one.language, [one.subject]):
                if spec.path == path:
                    return spec
    return None


def _explained(site: Site, found: _Found) -> Difference:
    return replace(found.difference, missed=tuple(missed(site, found.difference.path, found.spec, found.made)))


def _live(site: Site) -> str:
    live = Repository(repository_path(site)).head(LIVE)
    return str(live.id) if live is not None else ""


def _is_quiet(site: Site) -> bool:
    """Return whether no change that may concern ``site`` is on its way."""
    waiting = OutboxEntry.objects.filter(released_at=None)
    return not waiting.filter(Q(tasks=None) | Q(tasks__site=site, tasks__built_at=None)).exists()
