"""A publisher that releases without pause, and an agent that watches: they never fight."""

import gzip
import os
import subprocess
import sys
import threading
import time

import brotli
import pytest

from sites.git.repository import MAIN
from sites.node.compressing import Compressor
from sites.node.places import Places
from sites.web.checkout import LIVE
from tests.node.conftest import HOST, held, sweep

PUBLISH = """
import sys, django
from pathlib import Path
from django.conf import settings
settings.configure(SUMU_VAR=sys.argv[1])
from tests.node.conftest import Node
node = Node(Path(sys.argv[1]))
key, path, first, last = sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
for number in range(first, last):
    text = f"{number:06}" + " text" * 200
    pages = 160 if number % 4 else 120
    outputs = {f"d/{page}.html": (text if number % 3 == 0 or page < 2 else "same" * 300).encode()
               for page in range(pages)}  # fmt: skip
    outputs |= {"index.html": text.encode(), f"e{number % 2}/x.html": text.encode()}
    node.release(key, outputs, path=path)
"""


def publish(node, key, path, first, last, **environment):
    arguments = [sys.executable, "-c", PUBLISH, str(node.var), key, path, str(first), str(last)]
    return subprocess.Popen(arguments, env=os.environ | environment)


def number_in(path):
    data = path.read_bytes()
    return int(
        (gzip.decompress(data) if path.suffix == ".gz" else brotli.decompress(data) if path.suffix == ".br" else data)[
            :6
        ]
    )


@pytest.mark.parametrize(("key", "path"), [("jyj", "jyj"), ("portal", "")])
def test_no_page_ever_goes_back_and_nothing_false_is_told(cluster, key, path):
    agent, stop = cluster.agent(files=3000.0), threading.Event()
    compressor = Compressor(cluster.var)

    def compress():
        while not stop.is_set():
            compressor.compress_some(5)
            time.sleep(0.02)

    threads = [threading.Thread(target=agent.run, args=(stop,)), threading.Thread(target=compress)]
    for thread in threads:
        thread.start()
    page, newest, failures = cluster.www / HOST / path / "index.html", 0, []
    process = publish(cluster, key, path, 0, 20)
    try:
        while process.poll() is None:
            try:
                found = number_in(page)
            except ValueError:  # what stood there before the first
                continue
            if found < newest:
                failures.append((newest, found))
            newest = max(newest, found)
            time.sleep(0.001)
    finally:
        process.wait()
        stop.set()
        for thread in threads:
            thread.join()
    assert process.returncode == 0 and not failures and newest == 19
    sweep(agent)
    assert cluster.reports() == [] and not (cluster.var / "quarantine").exists()
    finishing = Compressor(cluster.var)
    while finishing.compress_some(100):
        pass
    sweep(agent)
    assert (
        cluster.reports() == []
        and number_in(page.with_name("index.html.gz")) == number_in(page.with_name("index.html.br")) == 19
    )


@pytest.mark.parametrize("point", ["staged-part:40", "checked-out-part:1", "checked-out-part:2", "tidied-part:9"])
def test_what_a_killed_publisher_left_is_completed_not_told(cluster, point):
    assert publish(cluster, "jyj", "jyj", 1, 3).wait() == 0
    assert publish(cluster, "jyj", "jyj", 3, 6, SUMU_FAULT=point).wait() == -9
    agent = cluster.agent()
    sweep(agent)
    repository = cluster.repository("jyj")
    if point.startswith("checked-out"):
        assert repository.head(LIVE).id == repository.head(MAIN).id
    assert cluster.reports() == []
    assert publish(cluster, "jyj", "jyj", 6, 8).wait() == 0
    sweep(agent)
    place = Places(cluster.var).sites["jyj"]
    root = Places(cluster.var).root_of(place)
    assert cluster.reports() == [] and not list(root.aside.glob("found-*"))
    assert number_in(root.folder / "index.html") == 7
    tree = repository.head(LIVE).tree
    assert all(data == tree[path].data for path, data in held(root.folder).items())
