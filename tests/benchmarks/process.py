"""Running a command as a whole process and asking the operating system what it took."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What one run took: seconds by the clock and of processor time, and the largest single process in MB."""

    wall: float
    cpu: float
    memory: float


class Failed(Exception):
    """Raised when a command that is measured ends with an error; the message holds what it printed."""


def run(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: Path | None = None, log: Path
) -> Run:
    """Run ``command`` to its end and return what it took; what it prints goes to ``log``. Raises ``Failed``.

    Memory is that of the largest process among the command and the processes it waited for.
    """
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(command)}:\n{log.read_text(errors='replace')[-3000:]}")
    return Run(wall, used.ru_utime + used.ru_stime, megabytes(used))


def megabytes(used: resource.struct_rusage) -> float:
    """Return the peak memory that ``used`` tells, in MB."""
    return used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
