"""The demo cluster: preparing it, building its portal, and one publish after another by the signer's real click.

python -m tests.benchmarks demo [--real FOLDER] [--publishes 50]
"""

import time
from collections.abc import Callable
from pathlib import Path

from tests.cluster import Cluster

from .clicking import measure_publishing
from .tables import head, row


def measure_demo(folder: Path, real: Path | None, publishes: int) -> None:
    """Measure a sample cluster in ``folder``, with the real documents of ``real`` where that is given."""
    cluster = Cluster(folder / "demo")
    cluster.var.mkdir()
    _prepare(cluster, real)
    _build(cluster)
    cluster.start()
    try:
        measure_publishing(cluster, publishes)
    finally:
        cluster.stop()


def _prepare(cluster: Cluster, real: Path | None) -> None:
    """Time the first and the second ``make demo``, downloads and installation left out."""
    head("make demo", "sample cluster", "with real documents")
    more = ["--real", str(real)] if real else []
    first = _seconds(cluster.prepare)
    added = _seconds(lambda: cluster.prepare(*more)) if real else 0.0
    row("first: database, sample, build, index", f"{first:.1f} s", f"{first + added:.1f} s" if real else "–")
    again = _seconds(lambda: cluster.prepare(*more))
    start = _seconds(cluster.start)
    cluster.stop()
    row("second: nothing left to do", "–", f"{again:.1f} s")
    row("from serving to both sides answering", "–", f"{start:.1f} s")
    print()


def _build(cluster: Cluster) -> None:
    """Time full builds of the portal, which holds nearly all documents: rendered, compared, released."""
    print("Full build of the portal, three runs:\n")
    for _run in range(3):
        print("- " + cluster.manage("build_sites", "portal").strip().splitlines()[-1])
    print(flush=True)


def _seconds(act: Callable[[], object]) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started
