"""Full builds: Sumu against Hugo and against wagtail-bakery, the same content, in turn, in one run.

    python -m tests.benchmarks speed [--sizes 1000,10000,100000] [--runs 3]

Ours is ``manage.py build_sites`` on an empty web root: render, compare, sign and commit a release of each site, check
it out. Hugo's is one run over all sites into an empty folder, minification off. Both include the program's start.
"""

import shutil
import statistics
import time

from . import equal, hugo, process
from .process import Run
from .tables import head, row, spread
from .workbench import Synthetic, Workbench

HOST = "www.synthetic.localhost"


def measure_speed(bench: Workbench, sizes: list[int], runs: int, *, navigation: int = 150) -> None:
    """Print the table of full builds against Hugo."""
    program = hugo.program()
    print(f"Full build of 20 sites, {navigation} navigation links, Hugo {hugo.version(program)}, in turn:\n")
    head("documents", "pages", "MB", "Sumu, s", "pages/s", "processor s", "MB of memory", *HUGO, "Hugo / Sumu")
    checked: list[tuple[int, equal.Comparison]] = []
    each: dict[int, float] = {}
    for size in sizes:
        cluster = bench.cluster(size, navigation=navigation)
        cluster.reset()  # the content that is exported is the content that is built
        project = cluster.var / "hugo"
        if not project.exists():
            cluster.module("export", "--hugo", str(project))
        ours: list[Run] = []
        theirs: list[Run] = []
        for number in range(runs + (size <= WARM)):
            cluster.reset()
            mine = cluster.manage("build_sites")
            hugo.clear(project)
            its = process.run(hugo.command(program, project), log=cluster.var / "hugo.txt")
            if number == 0:
                every = max(1, size // 2000)
                checked.append((size, equal.compare(cluster.var / "www" / HOST, project / "public", every)))
            if number or size > WARM:
                ours.append(mine)
                theirs.append(its)
        _print(size, checked[-1][1].ours, ours, theirs)
        hugo.clear(project)
        each[size] = _run_each(cluster, program)
    print()
    for size, found in checked:
        _say(size, found)
        print(f"  - Hugo run once a site, 20 times one after another, instead: {each[size]:.1f} s", flush=True)
    print()


HUGO = ("Hugo, s", "pages/s", "processor s", "MB of memory")
WARM = 10_000
"""Up to this many documents the first pair of runs is not counted."""


def _run_each(cluster: Synthetic, program: str) -> float:
    """Return how many seconds Hugo needs when each site is a project of its own."""
    folder = cluster.var / "hugo-each"
    cluster.reset()
    if not folder.exists():
        cluster.module("export", "--hugo-each", str(folder))
    wall = 0.0
    for project in sorted(folder.iterdir()):
        hugo.clear(project)
        wall += process.run(hugo.command(program, project), log=cluster.var / "hugo.txt").wall
    shutil.rmtree(folder)
    return wall


def measure_start(cluster: Synthetic, runs: int = 5) -> None:
    """Print how long ``build_sites`` needs before it builds anything: it is asked for a site that is not there."""
    taken = []
    for _run in range(runs):
        started = time.perf_counter()
        try:
            cluster.manage("build_sites", "no-such-site")
        except process.Failed:
            taken.append(time.perf_counter() - started)
    print(f"Start of `build_sites`, before it builds anything: {spread(taken, 2)} s\n")


def _print(size: int, tree: equal.Tree, ours: list[Run], theirs: list[Run]) -> None:
    ratio = [its.wall / mine.wall for mine, its in zip(ours, theirs, strict=True)]
    cells: list[object] = [f"{size:,}", f"{tree.pages:,}", f"{tree.bytes / 1e6:.0f}"]
    for side in (ours, theirs):
        wall = statistics.median(run.wall for run in side)
        cells.append(spread([run.wall for run in side]))
        cells.append(f"{tree.pages / wall:.0f}")
        cells.append(f"{statistics.median(run.cpu for run in side):.1f}")
        cells.append(f"{max(run.memory for run in side):.0f}")
    row(*cells, f"**{spread(ratio, 2)}**")


def _say(size: int, found: equal.Comparison) -> None:
    """Print whether the two builds were equivalent."""
    verdict = "equivalent" if found.holds else "NOT EQUIVALENT"
    print(
        f"- {size:,} documents: {verdict}: pages {found.ours.pages:,} and {found.theirs.pages:,} (of them numbered "
        f"lists {found.ours.lists:,} and {found.theirs.lists:,}), "
        f"files {found.ours.files:,} and {found.theirs.files:,}, bytes of the pages "
        f"compared {found.ratio:.3f} : 1, {len(found.missing)} missing, "
        f"{len(found.differing)} with another title or number of links",
        flush=True,
    )
