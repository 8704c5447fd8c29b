"""From the confirmation of an emergency notice to the last site that shows it.

    python -m tests.benchmarks.emergency FOLDER [--sites 100] [--rounds 10]

``FOLDER`` is the state of a prepared sample cluster; it is copied, not touched.
"""

import argparse
import re
import shutil
import sqlite3
import statistics
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from cms.sample.password import PASSWORD
from tests.browsing import Session
from tests.cluster import Cluster, wait_until


def main() -> None:
    """Measure a copy of the cluster in ``FOLDER`` and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sites", type=int, default=0, help="how many sites the cluster is to have")
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sumu-bench-") as folder:
        cluster = Cluster(Path(folder) / "var")
        shutil.copytree(options.folder, cluster.var)
        if options.sites:
            add_sites(cluster, options.sites)
        cluster.start()
        try:
            measure_emergency(cluster, options.rounds)
        finally:
            cluster.stop()


def add_sites(cluster: Cluster, wanted: int) -> None:
    """Bring the cluster to ``wanted`` sites: synthetic ones, each with a home, a column and three documents."""
    missing = wanted - len(addresses(cluster))
    cluster.manage("shell", "-c", f"from tests.benchmarks.small_sites import make; make({missing})")
    cluster.manage("work", "--once")


def measure_emergency(cluster: Cluster, rounds: int) -> None:
    """Declare and confirm ``rounds`` notices for all sites, one after another, and print what each took."""
    editor = Session(cluster.editing("")).log_in("portal-editor", PASSWORD)
    signer = Session(cluster.editing("")).log_in("portal-sign", PASSWORD)
    first, last = [], []
    sites = addresses(cluster)
    for number in range(rounds):
        text = f"第{number + 1}次应急演练通知"
        path = declare(editor, text)
        shown = signer.get(path)
        answers = dict.fromkeys(re.findall(r'name="(secrecy-[^"]+)" value="no"', shown), "no")
        clicked = time.monotonic()
        signer.post(path, {"decision": "confirm", **answers}, shown)
        seen = []
        for host, base in sites:
            where = f"/{base}/" if base else "/"
            wait_until(lambda h=host, w=where, t=text: t in cluster.public(h, w)[1], 60, f"{host}{where}: not shown")
            seen.append(time.monotonic() - clicked)
        first.append(seen[0])
        last.append(seen[-1])
    print(f"An emergency notice for all {len(sites)} sites, {rounds} times, from the click on 确认:\n")
    print("| | median | most |\n|---|---:|---:|")
    print(f"| the portal's home shows it | {statistics.median(first):.2f} s | {max(first):.2f} s |")
    print(f"| the home of the last site shows it | {statistics.median(last):.2f} s | {max(last):.2f} s |")


def declare(editor: Session, text: str) -> str:
    """Declare a notice for all sites; return the path of its page."""
    end = (datetime.now() + timedelta(hours=20)).strftime("%Y-%m-%dT%H:%M")
    form = {"sites": "*", "text_zh-hans": text, "reason": "测量发布用时", "ends_at": end}
    page = editor.post("/admin/emergency/notice/", form)
    found = re.search(r"/admin/emergency/[0-9a-f]{32}/", page)
    assert found, "the notice was not declared"
    return found[0]


def addresses(cluster: Cluster) -> list[tuple[str, str]]:
    """Return host and path of each site, in the order in which they are released."""
    with sqlite3.connect(f"file:{cluster.var / 'sumu.sqlite3'}?mode=ro", uri=True) as database:
        return list(database.execute("SELECT host, path FROM registry_site ORDER BY id"))


if __name__ == "__main__":
    main()
