"""How long a mirror needs that was away for many releases: fetch, verify each signature, check out.

    python -m tests.benchmarks mirror [--releases 1000]

The node fetches from the publisher's folder instead of over SSH, which adds one connection: nothing else differs.
"""

import argparse
import json
import shutil
import time
from pathlib import Path

from .tables import head, row
from .workbench import Synthetic, Workbench

SITE = "s02"


def measure_catching_up(bench: Workbench, releases: int) -> None:
    """Let a node follow a site, miss ``releases`` releases and catch up; print what each step took."""
    cluster = bench.cluster(10_000)
    cluster.reset()
    cluster.manage("build_sites", SITE)
    node = cluster.var / "node"
    shutil.rmtree(node, ignore_errors=True)
    (node / "keys").mkdir(parents=True)
    shutil.copy(cluster.var / "keys" / "release.pub", node / "keys")
    first = _follow(cluster.var, node)
    cluster.module("driver", "work", "--site", SITE, "--count", str(releases - 1))
    second = _follow(cluster.var, node)
    print("A mirror of one site of 500 documents, seconds:\n")
    head("step", "releases", "fetch", "verify and check out", "together")
    for said, taken in (("from nothing", first), (f"after {releases:,} releases that it missed", second)):
        cells = [f"{taken['fetch']:.2f}", f"{taken['accept']:.2f}", f"**{taken['fetch'] + taken['accept']:.2f}**"]
        row(said, f"{taken['releases']:,}", *cells)
    print()


def _follow(publisher: Path, node: Path) -> dict[str, float]:
    """Bring the node up to date in a process of its own, which knows no database."""
    printed = Synthetic(node, 0).module("catching_up", str(publisher), settings="cms.settings.node")
    taken: dict[str, float] = json.loads(printed.splitlines()[-1])
    return taken


def main() -> None:
    """Catch up and print as JSON; the environment names the node's folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("publisher", type=Path)
    publisher = parser.parse_args().publisher
    import django

    django.setup()
    from django.conf import settings

    from sites.git.repository import MAIN, Repository
    from sites.node.accepting import accept
    from sites.node.bringing import bring_up
    from sites.node.pulling import fetch

    repository = Repository(settings.SUMU_VAR / "releases" / f"{SITE}.git")
    keys = Path(settings.SUMU_TRUSTED_KEY).read_text()
    started = time.perf_counter()
    fetch(repository, str(publisher / "releases" / f"{SITE}.git"), MAIN)
    fetched = time.perf_counter()
    count = accept(repository, SITE, keys, lambda held: bring_up(settings.SUMU_VAR, held))
    taken = {"fetch": fetched - started, "accept": time.perf_counter() - fetched, "releases": count}
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
