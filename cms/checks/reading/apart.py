"""Reading a file in a process of its own: what hangs, swells or crashes there harms nothing here."""

import json
import subprocess
import sys
from pathlib import Path

from . import limits
from .report import DAMAGED, TOO_SLOW, Report

ROOT = Path(__file__).resolve().parents[3]


def read_apart(path: Path, extension: str) -> Report:
    """Return what can be read of the file at ``path``; a file that cannot be read gives a report that says so."""
    command = [sys.executable, "-m", f"{__package__}", str(path.resolve()), extension]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=limits.SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return Report(TOO_SLOW)
    try:
        return Report.from_json(json.loads(done.stdout))
    except ValueError:  # it crashed, or ran out of memory, before it could say anything
        return Report(TOO_SLOW if done.returncode < 0 else DAMAGED)
