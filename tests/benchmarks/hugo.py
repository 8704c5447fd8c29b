"""Running Hugo as a program."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .aside import put_aside

BENCH = Path(os.environ.get("SUMU_BENCH_VENV") or Path(sys.prefix) / "bench")
"""The virtual environment of requirements/bench.txt; ``make bench`` makes it."""


def program() -> str:
    """Return the path of Hugo's own binary, not of its launcher. Raises ``SystemExit`` with what to do."""
    found = sorted(BENCH.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    program = str(found[0]) if found else shutil.which("hugo")
    if not program:
        raise SystemExit("Hugo is missing: run `make bench`, or install the package hugo")
    return program


def version(program: str) -> str:
    """Return the version of Hugo at ``program``."""
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else said.strip()


def command(program: str, folder: Path) -> list[str]:
    """Return the command that builds the project in ``folder`` into its ``public``."""
    return [program, "--source", str(folder), "--quiet", "--noChmod", "--noTimes"]


def clear(folder: Path) -> None:
    """Remove what an earlier run built and remembered."""
    for name in ("public", "resources"):
        put_aside(folder / name)
