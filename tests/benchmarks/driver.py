"""Publishes documents of a synthetic cluster one after another and prints what each took, as JSON.

python -m tests.benchmarks.driver live --count 50 --port 8001     (a worker and a public server run beside it)
python -m tests.benchmarks.driver work --count 50                 (no worker: this process does its work)
"""

import argparse
import gc
import http.client
import json
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

LONGEST = 60.0
"""Seconds after which a document that is not live is an error."""
PAUSE = 0.005


def main() -> None:
    """Publish and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=("live", "work"))
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--site", default="s02")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    import django

    django.setup()
    if options.mode == "live":
        print(json.dumps(live(options.site, options.first, options.count, options.port)))
    else:
        print(json.dumps(work(options.site, options.first, options.count)))


def live(site: str, first: int, count: int, port: int) -> dict[str, list[float]]:
    """Sign one document after another while a worker runs; return the seconds to each stage, and the files changed."""
    from sites.registry import addresses
    from sites.registry.models import Site

    from .signing import sign, submit

    owner = Site.objects.get(key=site)
    taken: dict[str, list[float]] = {"signed": [], "answers": [], "live": [], "files": []}
    for number in range(first, first + count):
        waiting = submit(owner, number)
        time.sleep(0.3)  # the worker is at rest again
        started = time.perf_counter()
        document = sign(waiting)
        taken["signed"].append(time.perf_counter() - started)
        address = addresses.local_url(owner, document.path)
        _wait_until(partial(_answers, owner.host, port, address, document.title), address)
        taken["answers"].append(time.perf_counter() - started)
        task = _wait_until(partial(_live_task, document.key), f"{document.key} is not verified")
        taken["live"].append(time.perf_counter() - started)
        taken["files"].append(_files(owner, task.release))
    return taken


def work(site: str, first: int, count: int) -> dict[str, list[float]]:
    """Release one document after another in this process; return seconds, queries and files of each release.

    ``release`` is of it what makes the release: render, write, sign, commit, guard, check out, record; not planning the
    tasks before and marking them after.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sites.registry.models import Site
    from sites.release import publishing
    from sites.release.models import Task
    from sites.release.publishing import release_pending

    from .signing import sign, submit

    owner = Site.objects.get(key=site)
    release_pending()
    names = ("wall", "release", "processor", "files", "signed", "queries")
    taken: dict[str, list[float]] = {name: [] for name in names}
    gc.freeze()  # as a worker does
    publishing.release_changes = _timed(publishing.release_changes, taken["release"])
    for number in range(first, first + count):
        waiting = submit(owner, number)
        started = time.perf_counter()
        document = sign(waiting)
        taken["signed"].append(time.perf_counter() - started)
        started, begun = time.perf_counter(), time.process_time()
        released = release_pending()
        taken["wall"].append(time.perf_counter() - started)
        taken["processor"].append(time.process_time() - begun)
        if not released:
            raise AssertionError(f"{document.key} was not released")
        taken["files"].append(_files(owner, Task.objects.get(entry__document=document.key, site=owner).release))
    sign(submit(owner, first + count))
    with CaptureQueriesContext(connection) as queries:
        release_pending()
    taken["queries"].append(len(queries))
    return taken


def _timed(act: Callable[..., Any], taken: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        result = act(*arguments, **named)
        taken.append(time.perf_counter() - started)
        return result

    return timed


def _wait_until(found: Any, what: str) -> Any:
    """Return what ``found()`` returns once that is true; fail after ``LONGEST`` seconds."""
    started = time.perf_counter()
    while time.perf_counter() - started < LONGEST:
        if result := found():
            return result
        time.sleep(PAUSE)
    raise AssertionError(f"{what}: waited {LONGEST:.0f} s")


def _answers(host: str, port: int, address: str, title: str) -> bool:
    """Return whether the public address answers with the document."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", address, headers={"Host": f"{host}:{port}"})
        answer = connection.getresponse()
        return answer.status == 200 and title.encode() in answer.read()
    finally:
        connection.close()


def _live_task(key: str) -> Any:
    """Return the task of the newest change of the document with this key, once it was verified live."""
    from sites.release.models import Task

    return Task.objects.filter(entry__document=key).exclude(live_at=None).order_by("-entry_id").first()


def _files(site: Any, release: str) -> int:
    """Return how many files a release changed."""
    import pygit2

    from sites.release.places import repository_path

    repository = pygit2.Repository(str(repository_path(site)))
    commit = repository[release]
    return len(list(repository.diff(commit.parents[0], commit).deltas))


if __name__ == "__main__":
    main()
