"""Full builds of many sites in several processes: each takes whole sites, the largest first."""

import gc
import multiprocessing
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from django.db import connections
from django.utils.translation import gettext as _

from sites.build.models import Output
from sites.build.theme import settle_first, theme_in_force
from sites.git.signing import ensure_key
from sites.registry.models import Site
from sites.store.models import Counter
from themes import location
from themes.environment import compile_pages

from .publishing import release_site

CAUSE = "full build"
ATTEMPTS = 3
"""How often a site is begun anew when a process ended in the middle of its work, whatever ended it."""


@dataclass(frozen=True)
class Outcome:
    """What became of one site: how many files it has and how many of them are new, in how many seconds."""

    site: str
    outputs: int = 0
    files: int = 0
    seconds: float = 0.0
    commit: str = ""
    failures: list[str] = field(default_factory=list)
    error: str = ""


def build(site: str) -> Outcome:
    """Build the site with this key in full and release it; an error is told, never raised."""
    started = time.perf_counter()
    try:
        held = Site.objects.select_related("organisation").get(key=site)
        release = release_site(held, CAUSE)
        outputs = Output.objects.filter(site=held).count()
    except Exception as error:  # the other sites are still to be built
        return Outcome(site, error=f"{type(error).__name__}: {error}")
    seconds = time.perf_counter() - started
    failures = [failure.message for failure in release.failures]
    return Outcome(site, outputs, release.files, seconds, release.commit, failures)


def build_all(sites: Iterable[str], processes: int) -> Iterator[Outcome]:
    """Build ``sites`` (keys) in as many ``processes`` at a time; yield what became of each as soon as it is known.

    A process that is killed takes nothing along: what it had not finished is begun anew by another, at most
    ``ATTEMPTS`` times.
    """
    left = _largest_first(sites)
    if min(processes, len(left)) < 2:
        yield from map(build, left)
        return
    _make_ready()
    for _attempt in range(ATTEMPTS):
        done = set()
        for outcome in _in_processes(left, processes):
            done.add(outcome.site)
            yield outcome
        left = [site for site in left if site not in done]
        if not left:
            return
    for site in left:
        yield Outcome(site, error=_("负责生成这个站点的进程中途退出。"))


def _in_processes(sites: list[str], processes: int) -> Iterator[Outcome]:
    """Yield what became of ``sites``; those whose process ended, and all that waited behind them, are left out."""
    connections.close_all()  # a connection must not be shared with the children
    how = "fork" if threading.active_count() == 1 else "spawn"
    context = multiprocessing.get_context(how)
    workers = min(processes, len(sites))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(how == "spawn",)) as pool:
        futures: list[Future[Outcome]] = [pool.submit(build, site) for site in sites]
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                continue


def _make_ready() -> None:
    """Do once, before the processes part, what each of them would do otherwise."""
    ensure_key()
    settle_first()
    with location.using(theme_in_force()):
        compile_pages()


def _begin(is_new: bool) -> None:
    if is_new:
        import django

        django.setup()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # a build makes few cycles, and each collection walks over all modules


def _largest_first(sites: Iterable[str]) -> list[str]:
    """Return ``sites`` by how many documents they ever had, so that no large one is left to be the last."""
    held = list(sites)
    sizes = dict.fromkeys(held, 0)
    for name, value in Counter.objects.filter(name__startswith="number:").values_list("name", "value"):
        site = name.split(":")[1]
        if site in sizes:
            sizes[site] += value
    return sorted(held, key=lambda site: (-sizes[site], site))
