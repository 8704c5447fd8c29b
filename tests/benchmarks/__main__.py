"""``make bench``: measures what docs/benchmarks.md reports, on clusters of its own, and prints it as Markdown.

    python -m tests.benchmarks [PART ...] [--sizes 1000,10000,100000] [--real FOLDER]

Without a part everything is measured, which takes hours; each part says in docs/benchmarks.md how long it takes.
Absolute times depend on the machine; compare what stands in one run.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import aside, bakery, catching_up, demo, latency, profiling, repository, rollback, speed, tampering
from .tables import machine
from .workbench import Workbench


def main() -> None:
    """Measure the parts asked for and print them."""
    options = _options()
    parts = _parts(options)
    wanted = options.parts or list(parts)
    if unknown := set(wanted) - set(parts):
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    print(machine() + "\n", flush=True)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="sumu-bench-"))
    print(f"state: {folder}", file=sys.stderr)
    try:
        bench = Workbench(folder)
        for name in wanted:
            print(f"## {name}\n", flush=True)
            parts[name](bench)
    finally:
        aside.remove()
        if options.folder is None:
            subprocess.run(["rm", "-rf", str(folder)], check=False)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure; everything when none is named")
    parser.add_argument("--sizes", type=_numbers, help="documents of the clusters, e.g. 1000,10000")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of a full build")
    parser.add_argument("--publishes", type=int, help="publishes one after another")
    parser.add_argument("--pages", type=int, default=5000, help="documents that a rollback takes back")
    parser.add_argument("--releases", type=int, default=1000, help="releases that a mirror missed")
    parser.add_argument("--navigation", type=int, default=150, help="columns of a site of a full build")
    parser.add_argument("--whole", type=int, default=latency.WHOLE, help="up to this size latency builds every site")
    parser.add_argument("--real", type=Path, help="folder that holds documents/*.jsonl.gz, for the demo")
    parser.add_argument("--folder", type=Path, help="where clusters are kept between runs; else removed at the end")
    return parser.parse_args()


def _parts(options: argparse.Namespace) -> dict[str, Callable[[Workbench], None]]:
    """Return each part by its name."""
    sizes, publishes = options.sizes, options.publishes

    def full(bench: Workbench) -> None:
        speed.measure_speed(bench, sizes or [1_000, 10_000, 100_000], options.runs, navigation=options.navigation)

    return {
        "speed": full,
        "start": lambda bench: speed.measure_start(bench.cluster((sizes or [1_000])[0])),
        "bakery": lambda bench: bakery.measure_bakery(bench, sizes or [1_000, 10_000, 100_000], 1),
        "profile": lambda bench: profiling.measure_profile(bench, (sizes or [10_000])[0]),
        "latency": lambda bench: latency.measure_latency(
            bench, sizes or [1_000, 10_000, 100_000, 1_000_000], publishes or 50, options.whole
        ),
        "repository": lambda bench: repository.measure_repository(bench, publishes or 10_000),
        "rollback": lambda bench: rollback.measure_rollback(bench, options.pages),
        "tamper": lambda bench: tampering.measure_tampering(bench, (sizes or [10_000])[0]),
        "mirror": lambda bench: catching_up.measure_catching_up(bench, options.releases),
        "demo": lambda bench: demo.measure_demo(bench.folder, options.real, publishes or 50),
        "emergency": lambda bench: _module("emergency", str(bench.folder / "demo"), "--sites", "100"),
        "inbox": lambda bench: _module("inbox"),
    }


def _module(name: str, *arguments: str) -> None:
    """Run another program of this folder; it prints its own tables."""
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}", *arguments], check=True)
    print(flush=True)


def _numbers(said: str) -> list[int]:
    return [int(number) for number in said.replace("_", "").split(",")]


if __name__ == "__main__":
    main()
