"""From the signature to the page that is verified live on the public port, at several sizes of the cluster.

    python -m tests.benchmarks latency [--sizes 1000,10000,100000,1000000] [--publishes 50]

Real processes: the worker and both servers run as ``manage.py serve`` starts them; a process beside them signs. All
sizes have the same shape (20 sites, short documents, 40 columns each), so that what differs is the size. The cluster is
at rest: what its first build left to do (the compressed versions of every page) is done before.
"""

import json
import statistics
import time

from tests.cluster import Cluster

from .tables import head, percentile, row
from .workbench import Synthetic, Workbench

CHARACTERS, NAVIGATION = 300, 40
WHOLE = 100_000
"""Up to this many documents every site is built; beyond, the store holds all and two sites are public."""
SITE = "s02"
SETTLING = 20.0
"""Seconds after which what the processes do when they start is over."""


def measure_latency(bench: Workbench, sizes: list[int], publishes: int, whole: int = WHOLE) -> None:
    """Print the tables of publish latency and of the work of one publish."""
    found = {}
    for size in sizes:
        cluster = bench.cluster(size, characters=CHARACTERS, navigation=NAVIGATION)
        cluster.reset()
        built = cluster.manage("build_sites", *(() if size <= whole else ("s01", SITE)))
        taken = _with_worker(cluster, bench.port, publishes)
        alone = json.loads(cluster.module("driver", "work", "--count", str(publishes)).splitlines()[-1])
        found[size] = (built, taken, alone)
    print(f"From the signature to live, {publishes} documents one after another at each size, milliseconds:\n")
    head(
        *[
            "documents",
            "signature p50",
            "p95",
            "answers p50",
            "p95",
            "verified live p50",
            "p95",
            "files p50",
            "most",
        ]
    )
    for size, (_built, taken, _alone) in found.items():
        cells = [f"{cell * 1000:.0f}" for name in ("signed", "answers", "live") for cell in _two(taken[name])]
        row(_size(size, whole), *cells, f"{statistics.median(taken['files']):.0f}", max(taken["files"]))
    print("\nThe work of one publish, alone (plan, release, mark), and of it the release (render … check out), ms:\n")
    head(
        "documents",
        "p50",
        "p95",
        "release p50",
        "p95",
        "processor p50",
        "queries",
        "files p50",
        "most",
        "first build, s",
    )
    for size, (built, _taken, alone) in found.items():
        wall = [f"{cell * 1000:.0f}" for name in ("wall", "release") for cell in _two(alone[name])]
        cpu = f"{statistics.median(alone['processor']) * 1000:.0f}"
        files = f"{statistics.median(alone['files']):.0f}"
        row(_size(size, whole), *wall, cpu, alone["queries"][0], files, max(alone["files"]), f"{built.wall:.0f}")
    if len(found) > 1:
        least, most = min(found), max(found)
        for said, place, name in (("verified live", 1, "live"), ("work of one publish", 2, "wall")):
            ratio = statistics.median(found[most][place][name]) / statistics.median(found[least][place][name])
            print(f"\nMedian at {most:,} against {least:,} documents, {said}: {ratio:.2f} ×")
    if max(found) > whole:
        print(f"\nBeyond {whole:,} documents the store holds all of them and the two first sites are built.")
    print()


def _with_worker(cluster: Synthetic, port: int, publishes: int) -> dict[str, list[float]]:
    cluster.manage("node", "compress", settings="cms.settings.node")
    serving = Cluster(cluster.var, public_port=port)
    try:
        serving.start(300)
        time.sleep(SETTLING)
        said = ["live", "--count", str(publishes + 3), "--first", "100001", "--port", str(port), "--site", SITE]
        taken = json.loads(cluster.module("driver", *said).splitlines()[-1])
    finally:
        serving.stop()
    return {name: values[3:] for name, values in taken.items()}  # the first ones warm the worker


def _two(values: list[float]) -> tuple[float, float]:
    return statistics.median(values), percentile(values, 95)


def _size(size: int, whole: int) -> str:
    return f"{size:,}" if size <= whole else f"{size:,} (two sites public)"
