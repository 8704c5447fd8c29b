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


@dataclass(frozen=True)
class Process:
    """One command of ``manage.py`` and the settings it runs under."""

    command: list[str]
    settings_module: str = "cms.settings.editing"


@dataclass
class Supervisor:
    """Runs processes until one of them ends or somebody ends the supervisor."""

    processes: list[Process]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start every process; each ends when this one does."""
        for process in self.processes:
            environment = os.environ | {"DJANGO_SETTINGS_MODULE": process.settings_module, MARK: "1"}
            self.running.append(
                subprocess.Popen(  # noqa: S603  (our own manage.py with our own arguments)
                    [sys.executable, str(settings.BASE_DIR / "manage.py"), *process.command],
                    env=environment,
                    stdin=subprocess.PIPE,
                    start_new_session=True,
                )
            )

    def wait(self) -> int:
        """Wait until a process ends or a signal comes; end the others; return the exit code."""
        stopping: list[int] = []

        def stop(number: int, frame: FrameType | None) -> None:
            stopping.append(number)

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)
        while not stopping and all(child.poll() is None for child in self.running):
            time.sleep(0.1)
        failed = not stopping
        self.end()
        return 1 if failed else 0

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
