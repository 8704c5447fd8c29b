"""Full builds: Sumu against wagtail-bakery, the same content.

Up to ``WHOLE`` documents wagtail-bakery builds everything; beyond, an even part of the articles, from whose rate the
whole is worked out: the table says so. It builds no sitemap, feed or search page, and every cache is on.
"""

import os
import shutil
from pathlib import Path

from . import equal, process
from .hugo import BENCH
from .process import Run
from .speed import HOST
from .tables import head, row
from .workbench import Synthetic, Workbench

PROJECT = Path(__file__).parent / "wagtail_project"
WHOLE = 10_000
PART = 2_000


def measure_bakery(bench: Workbench, sizes: list[int], runs: int) -> None:
    """Print the table of full builds against wagtail-bakery."""
    python = BENCH / "bin" / "python"
    if not python.exists():
        raise SystemExit(f"{python} is missing: run `make bench`")
    print("Full build of 20 sites, 150 navigation links, wagtail-bakery 0.8 on Wagtail 7.4, in turn:\n")
    head(
        "documents",
        "Sumu, s",
        "pages/s",
        "wagtail-bakery, s",
        "pages",
        "pages/s",
        "MB of memory",
        "bakery / Sumu, pages/s",
    )
    for size in sizes:
        cluster = bench.cluster(size)
        folder = cluster.var / "wagtail"
        _load(cluster, folder, python)
        for _run in range(runs):
            cluster.reset()
            mine = cluster.manage("build_sites")
            tree = equal.tree(cluster.var / "www" / HOST)
            its, pages = _build(folder, python, size)
            rate, other = tree.pages / mine.wall, pages / its.wall
            said = f"{its.wall:.1f}" if size <= WHOLE else f"{its.wall:.1f} (a part)"
            row(
                f"{size:,}",
                f"{mine.wall:.1f}",
                f"{rate:.0f}",
                said,
                f"{pages:,}",
                f"{other:.0f}",
                f"{its.memory:.0f}",
                f"**{rate / other:.1f}**",
            )
        shutil.rmtree(folder)
    print()


def _environment(folder: Path, limit: int = 0) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("SUMU_VAR", "PYTHONPATH")}
    said = {"WAGTAIL_SIDE": str(folder), "WAGTAIL_SIDE_LIMIT": str(limit), "PYTHONPATH": str(PROJECT)}
    return kept | said | {"DJANGO_SETTINGS_MODULE": "wagtail_side.settings", "PYTHONWARNINGS": "ignore"}


def _load(cluster: Synthetic, folder: Path, python: Path) -> None:
    cluster.reset()
    folder.mkdir(exist_ok=True)
    cluster.module("export", "--wagtail", str(folder / "content.jsonl"))
    command = [str(python), "-m", "wagtail_side.load", str(folder / "content.jsonl")]
    process.run(command, environment=_environment(folder), log=folder / "log.txt")


def _build(folder: Path, python: Path, size: int) -> tuple[Run, int]:
    """Build into an empty folder; return what it took and how many pages there are."""
    shutil.rmtree(folder / "public", ignore_errors=True)
    limit = 0 if size <= WHOLE else PART
    command = [str(python), "-m", "django", "build", "--skip-static", "--skip-media"]
    taken = process.run(command, environment=_environment(folder, limit), log=folder / "log.txt")
    return taken, equal.tree(folder / "public").pages
