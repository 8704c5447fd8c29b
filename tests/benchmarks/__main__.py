"""``make bench``: measures what docs/benchmarks.md reports, on a cluster of its own, and prints it as Markdown.

    python -m tests.benchmarks --real FOLDER [--publishes 50]

Absolute times depend on the machine; compare runs on the same one.
"""

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from tests.benchmarks.publishing import measure_publishing
from tests.cluster import Cluster


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", type=Path, help="folder that holds documents/*.jsonl.gz")
    parser.add_argument("--publishes", type=int, default=50)
    options = parser.parse_args()
    if options.real is None:
        print("Without --real FOLDER the cluster holds the sample documents alone.")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory(prefix="sumu-bench-") as folder:
        cluster = Cluster(Path(folder) / "var")
        cluster.var.mkdir()
        measure_demo(cluster, options.real)
        measure_full_build(cluster)
        cluster.start()
        try:
            measure_publishing(cluster, options.publishes)
        finally:
            cluster.stop()


def row(*cells: object) -> None:
    """Print one row of a Markdown table."""
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def measure_demo(cluster: Cluster, real: Path | None) -> None:
    """Time the first and the second ``make demo``, downloads and installation left out."""
    row("make demo", "sample cluster", "with real documents")
    row("---", "---:", "---:")
    first = timed(cluster.prepare)
    more = timed(lambda: cluster.prepare("--real", str(real))) if real else 0.0
    row("first: database, sample, build, index", f"{first:.1f} s", f"{first + more:.1f} s" if real else "–")
    again = timed(lambda: cluster.prepare(*(["--real", str(real)] if real else [])))
    start = timed(cluster.start)
    cluster.stop()
    row("second: nothing left to do", "–", f"{again:.1f} s")
    row("from serving to both sides answering", "–", f"{start:.1f} s")
    print()


def measure_full_build(cluster: Cluster) -> None:
    """Time full builds of the portal, which holds nearly all documents: rendered, compared, released."""
    print("Full build of the portal, three runs:\n")
    for _run in range(3):
        print("- " + cluster.manage("build_sites", "portal").strip().splitlines()[-1])
    print(flush=True)


def timed(act: object) -> float:
    """Return how many seconds ``act()`` took."""
    started = time.monotonic()
    act()
    return time.monotonic() - started


if __name__ == "__main__":
    main()
