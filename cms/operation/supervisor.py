"""Starts the processes of a cluster on one machine, and ends them together."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

from .supervised import MARK

GRACE = 10.0
"""Seconds a process gets to end by itself."""
PAUSE = 1.0
"""Seconds before a process that ended is started anew."""


@dataclass(frozen=True)
class Process:
    """One command of ``manage.py`` and the settings it runs under."""

    command: list[str]
    settings_module: str = "cms.settings.editing"


@dataclass
class Supervisor:
    """Runs processes until one of them ends or somebody ends the supervisor.

    With ``restarts`` a process that ends is started anew.
    """

    processes: list[Process]
    restarts: bool = False
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start every process; each ends when this one does."""
        self.running.extend(_started(process) for process in self.processes)

    def wait(self) -> int:
        """Wait until a process ends or a signal comes; end the others; return the exit code."""
        stopping: list[int] = []

        def stop(number: int, frame: FrameType | None) -> None:
            stopping.append(number)

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)
        while not stopping and self._run_on():
            time.sleep(0.1)
        failed = not stopping
        self.end()
        return 1 if failed else 0

    def _run_on(self) -> bool:
        """Return whether all run, those included that were started anew just now."""
        ended = [number for number, child in enumerate(self.running) if child.poll() is not None]
        if ended and self.restarts:
            time.sleep(PAUSE)
            for number in ended:
                self.running[number] = _started(self.processes[number])
            return True
        return not ended

    def end(self) -> None:
        """Ask every process to end, and make those that do not within ``GRACE`` seconds."""
        for child in self.running:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.running:
            try:
                child.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _started(process: Process) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  (our own manage.py with our own arguments)
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *process.command],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": process.settings_module, MARK: "1"},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
