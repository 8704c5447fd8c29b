"""How long a web root stays wrong that somebody altered, while the web node's agent runs (网页防篡改).

python -m tests.benchmarks tamper [--sizes 10000]
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.cluster import ROOT, wait_until

from .speed import HOST
from .tables import head, percentile, row
from .workbench import Synthetic, Workbench

TIMES = 20
LONGEST = 60.0
HARM = b"<p>not what was approved</p>"


def measure_tampering(bench: Workbench, size: int) -> None:
    """Alter, remove and add files below the web root, one after another, then many at once; print the seconds."""
    cluster = bench.cluster(size)
    cluster.reset()
    cluster.manage("build_sites")
    agent = _start(cluster)
    try:
        time.sleep(3)  # the agent has taken stock
        pages = sorted((cluster.var / "www" / HOST).rglob("[0-9]*.html"))
        chosen = Random(1).sample(pages, 4 * TIMES)
        print(f"Until the web root of {size:,} documents is right again, {TIMES} times each, seconds:\n")
        head("what was done", "median", "p95", "most")
        _print("a file altered", [_seconds(_alter(path)) for path in chosen[:TIMES]])
        _print("a file removed", [_seconds(_remove(path)) for path in chosen[TIMES : 2 * TIMES]])
        _print("a file added", [_seconds(_add(path)) for path in chosen[2 * TIMES : 3 * TIMES]])
        rest = chosen[3 * TIMES :]
        _print(f"{3 * TIMES} at once: {TIMES} of each kind", [_together(rest, chosen)])
    finally:
        agent.terminate()
        agent.wait(20)
    print()


def _start(cluster: Synthetic) -> subprocess.Popen[bytes]:
    """Start the agent and return when it watches."""
    log = cluster.var / "agent.txt"
    environment = cluster.environment | {"DJANGO_SETTINGS_MODULE": "cms.settings.node"}
    command = [sys.executable, str(ROOT / "manage.py"), "node", "watch"]
    with log.open("wb") as output:
        agent = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    wait_until(lambda: log.stat().st_size > 0 or agent.poll() is not None, LONGEST, "the agent did not start")
    if agent.poll() is not None:
        raise RuntimeError(f"the agent ended at once:\n{log.read_text()}")
    return agent


def _alter(path: Path) -> Callable[[], bool]:
    """Change ``path`` as an intruder would; return what tells that it is right again."""
    good = path.read_bytes()
    other = path.with_name(f"{path.name}.harm")
    other.write_bytes(good + HARM)
    os.replace(other, path)
    return lambda: path.exists() and path.read_bytes() == good


def _remove(path: Path) -> Callable[[], bool]:
    good = path.read_bytes()
    path.unlink()
    return lambda: path.exists() and path.read_bytes() == good


def _add(path: Path) -> Callable[[], bool]:
    added = path.with_name(f"added-{path.name}")
    added.write_bytes(HARM)
    return lambda: not added.exists()


def _seconds(is_right: Callable[[], bool]) -> float:
    """Return how many seconds pass until ``is_right()``."""
    started = time.perf_counter()
    while not is_right():
        if time.perf_counter() - started > LONGEST:
            raise AssertionError("the web root was not put right")
        time.sleep(0.002)
    return time.perf_counter() - started


def _together(altered: list[Path], others: list[Path]) -> float:
    started = time.perf_counter()
    removed, beside = others[:TIMES], others[TIMES : 2 * TIMES]
    for is_right in [*map(_alter, altered), *map(_remove, removed), *map(_add, beside)]:
        _seconds(is_right)
    return time.perf_counter() - started


def _print(said: str, taken: list[float]) -> None:
    row(said, f"{percentile(taken, 50):.2f}", f"{percentile(taken, 95):.2f}", f"{max(taken):.2f}")
