"""What limits a full build and one publish: the functions that take the most time, from a profile of one process.

python -m tests.benchmarks profile [--sizes 10000]
"""

import argparse
import cProfile
import io
import os
import pstats
from collections.abc import Callable
from typing import Any

from .workbench import Workbench

TOP = 18
SITE = "s02"


def measure_profile(bench: Workbench, size: int) -> None:
    """Print where the time goes: the full build of one site, then ten publishes of it."""
    cluster = bench.cluster(size)
    cluster.reset()
    for act, said in (("build", "Full build of one site"), ("publish", "Ten publishes")):
        print(f"{said}, {size:,} documents in the cluster, seconds under the profiler:\n\n```")
        print(cluster.module("profiling", act).strip())
        print("```\n", flush=True)


def main() -> None:
    """Profile in this process; the environment names the cluster."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("act", choices=("build", "publish"))
    act = parser.parse_args().act
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    import django

    django.setup()
    from sites.registry.models import Site
    from sites.release.publishing import release_pending, release_site

    from .signing import sign, submit

    site = Site.objects.get(key=SITE)
    if act == "build":
        _print(lambda: release_site(site, "full build"))
        return
    release_pending()
    for number in range(10):
        sign(submit(site, number))
        _profile.enable()
        release_pending()
        _profile.disable()
    _print(lambda: None)


_profile = cProfile.Profile()


def _print(act: Callable[[], Any]) -> None:
    _profile.enable()
    act()
    _profile.disable()
    output = io.StringIO()
    pstats.Stats(_profile, stream=output).strip_dirs().sort_stats("tottime").print_stats(TOP)
    print("\n".join(line for line in output.getvalue().splitlines() if line.strip()))


if __name__ == "__main__":
    main()
