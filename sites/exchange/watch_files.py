"""What the watch over the web roots writes below ``SUMU_VAR/reports``, read back: its findings and its state."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from .watch import TOLD, Report, State, Watch

FILE, STATE = "tamper.jsonl", "agent.json"
BLOCK = 1 << 16
FARTHEST = 8 << 20
"""How many bytes are read from the end of the findings at most: some 30,000 of them, 0.7 s of processor."""


def folder(var: Path) -> Path:
    """Return where reports lie."""
    return var / "reports"


def state(var: Path) -> State | None:
    """Return what the watch wrote of itself last; None where none ever ran."""
    try:
        return State.of(json.loads((folder(var) / STATE).read_bytes()))
    except (OSError, ValueError):
        return None


def reports(var: Path) -> Iterator[Report]:
    """Yield the findings, newest first, as far back as ``FARTHEST``; lines that are none are passed over."""
    for line in _lines_from_the_end(folder(var) / FILE):
        try:
            report = Report.of(json.loads(line))
        except (ValueError, RecursionError):
            continue
        if report is not None:
            yield report


def watch(var: Path, count: int = TOLD) -> Watch:
    """Return the watch of this machine with its newest findings, at most ``count``."""
    return Watch(datetime.now(UTC), state(var), tuple(islice(reports(var), count)))


def _lines_from_the_end(path: Path) -> Iterator[bytes]:
    try:
        stream = path.open("rb")
    except OSError:
        return
    with stream:
        end = position = stream.seek(0, os.SEEK_END)
        rest = b""
        while position and end - position < FARTHEST:
            size = min(BLOCK, position)
            position = stream.seek(position - size)
            first, *whole = (stream.read(size) + rest).split(b"\n")
            yield from (line for line in reversed(whole) if line)
            rest = first
        if rest and not position:
            yield rest
