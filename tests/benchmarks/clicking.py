"""From the signer's click to the page that answers in public, and how many files that rewrites."""

import json
import re
import sqlite3
import statistics
import subprocess
import time
import urllib.parse

from cms.sample.password import PASSWORD
from tests.browsing import Session
from tests.cluster import Cluster, wait_until

from .tables import percentile


def measure_publishing(cluster: Cluster, count: int) -> None:
    """Sign ``count`` waiting notices one after another and print what each took."""
    printed = cluster.manage("shell", "-c", f"from tests.benchmarks.waiting import make; make({count})")
    waiting = json.loads(printed.strip().splitlines()[-1])
    signer = Session(cluster.editing("")).log_in("portal-sign", PASSWORD)
    click_to_live, answer_to_live, files = [], [], []
    for notice in waiting:
        path = f"/admin/review/{notice['page']}/"
        shown = signer.get(path)
        form = {"decision": "pass", "pass-comment": "", "digest": notice["digest"]}
        form |= dict.fromkeys(re.findall(r'type="radio" name="(secrecy-[^"]+)"', shown), "no")
        before = head(cluster)
        clicked = time.monotonic()
        signer.post(path, form, shown)
        answered = time.monotonic()
        address = address_of(cluster, notice["title"])
        host, target = urllib.parse.urlsplit(address).hostname or "", urllib.parse.urlsplit(address).path
        wait_until(lambda h=host, t=target: cluster.public(h, t)[0] == 200, 30, f"{address} does not answer")
        live = time.monotonic()
        click_to_live.append(live - clicked)
        answer_to_live.append(live - answered)
        wait_until(lambda b=before: head(cluster) != b, 30, "no release")
        files.append(changed_files(cluster, before))
    print(f"One publish, {count} times, with {documents(cluster)} public documents:\n")
    print("| | median | p95 | most |\n|---|---:|---:|---:|")
    for name, values in (
        ("signer's click → page answers", click_to_live),
        ("of it after the answer to the click", answer_to_live),
    ):
        print(f"| {name} | {statistics.median(values):.2f} s | {percentile(values, 95):.2f} s | {max(values):.2f} s |")
    print(
        f"| files rewritten in the site | {statistics.median(files):.0f} | {percentile(files, 95):.0f} | {max(files)} |"
    )


def address_of(cluster: Cluster, title: str) -> str:
    """Return the public address that the store has given to the document with this title."""
    with sqlite3.connect(f"file:{cluster.var / 'sumu.sqlite3'}?mode=ro", uri=True) as database:
        query = (
            "SELECT s.host, s.path, d.path FROM store_document d JOIN registry_site s ON s.id = d.site_id "
            "WHERE d.title = ? AND d.state = 'public'"
        )
        host, base, path = database.execute(query, [title]).fetchone()
    return f"http://{host}/{base + '/' if base else ''}{path}"


def documents(cluster: Cluster) -> int:
    """Return how many documents are public."""
    with sqlite3.connect(f"file:{cluster.var / 'sumu.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT count(*) FROM store_document WHERE state = 'public'").fetchone()[0])


def git(cluster: Cluster, *arguments: str) -> str:
    """Run git in the portal's release repository."""
    command = ["git", "--git-dir", str(cluster.var / "releases" / "portal.git"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def head(cluster: Cluster) -> str:
    """Return the portal's newest release."""
    return git(cluster, "rev-parse", "HEAD")


def changed_files(cluster: Cluster, since: str) -> int:
    """Return how many files the releases after ``since`` changed."""
    return len(git(cluster, "diff", "--name-only", since, "HEAD").splitlines())
