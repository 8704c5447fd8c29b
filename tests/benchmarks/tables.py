"""Markdown tables and the figures in them."""

import os
import platform
import statistics
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """Return one line about the machine, for the head of a report."""
    model = ""
    if (information := Path("/proc/cpuinfo")).exists():
        found = [
            line.partition(":")[2].strip() for line in information.read_text().splitlines() if "model name" in line
        ]
        model = f", {found[0]}" if found else ""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    programs = f"Python {platform.python_version()}, Django {version('django')}, libgit2 by pygit2 {version('pygit2')}"
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors{model}; {programs}{load} at the start"
    )


def head(*cells: str) -> None:
    """Print the head of a table: the first column holds words, the others numbers."""
    row(*cells)
    row("---", *["---:"] * (len(cells) - 1))


def row(*cells: object) -> None:
    """Print one row of a Markdown table."""
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that ``percent`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Return the median, with the least and the most where there are several."""
    middle = f"{statistics.median(values):.{digits}f}"
    return middle if len(values) < 2 else f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"
