"""What many publishes leave in a site's repository, and what packing makes of it.

python -m tests.benchmarks repository [--publishes 10000]
"""

import json
import statistics
from pathlib import Path

from .tables import head, percentile, row
from .workbench import Workbench

SITE = "s02"
STEP = 500


def measure_repository(bench: Workbench, publishes: int) -> None:
    """Publish ``publishes`` documents at one site, one release each, and print the repository's size on the way."""
    cluster = bench.cluster(10_000)
    cluster.reset()
    cluster.manage("build_sites", SITE)
    repository = cluster.var / "releases" / f"{SITE}.git"
    print(f"{publishes:,} publishes at a site of 500 documents, each a release:\n")
    head("after", "repository, MB", "objects not packed", "packs", "work p50, ms", "work p95, ms")
    _row("the first build", repository, [])
    for start in range(0, publishes, STEP):
        count = min(STEP, publishes - start)
        said = ["work", "--site", SITE, "--count", str(count - 1), "--first", str(start + 1)]
        taken = json.loads(cluster.module("driver", *said).splitlines()[-1])
        if start in (0, publishes // 2 // STEP * STEP) or start + STEP >= publishes:
            _row(f"{start + count:,} publishes", repository, taken["wall"])
    cluster.module("packing", SITE)
    _row("packing it all", repository, [])
    files = [path for path in (cluster.var / "www").rglob("*") if path.is_file()]
    print(f"\nThe web root holds {sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files):,} files.\n")


def _row(after: str, repository: Path, walls: list[float]) -> None:
    files = [path for path in repository.rglob("*") if path.is_file()]
    loose = [path for path in files if len(path.parent.name) == 2 and len(path.name) == 38]
    packs = sum(1 for path in files if path.suffix == ".pack")
    times = [f"{statistics.median(walls) * 1000:.0f}", f"{percentile(walls, 95) * 1000:.0f}"] if walls else ["–", "–"]
    row(after, f"{sum(path.stat().st_size for path in files) / 1e6:.1f}", f"{len(loose):,}", packs, *times)
