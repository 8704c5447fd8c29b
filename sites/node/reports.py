"""What the agent has to report: a line each in a file that only grows, the log, and wherever else it is wanted."""

import json
import logging
import os
import queue
import shlex
import subprocess
import threading
import urllib.request
from dataclasses import asdict
from pathlib import Path

from sites.exchange.watch import Report
from sites.exchange.watch_files import FILE, STATE, folder

logger = logging.getLogger("sumu.node")
PATIENCE = 30
"""Seconds that whoever is told may take."""
AT_ONCE = 500
"""How many reports are told in one go."""


class Reporter:
    """Writes reports down and passes them on, to an address on the web or to a command."""

    def __init__(self, var: Path, target: str = "") -> None:
        self._folder, self._target = folder(var), target
        self._folder.mkdir(parents=True, exist_ok=True)
        self._waiting: queue.Queue[str] = queue.Queue(maxsize=10_000)
        if target:
            threading.Thread(target=self._tell_forever, name="reports", daemon=True).start()

    def write(self, report: Report) -> None:
        """Write ``report`` down. Nothing that goes wrong in telling others stops that."""
        told = json.dumps(asdict(report), ensure_ascii=False)
        line = told.encode(errors="backslashreplace")  # a file's name may be bytes that are no text
        handle = os.open(self._folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o640)
        try:
            os.write(handle, line + b"\n")
        finally:
            os.close(handle)
        logger.warning("%s %s: %s", report.kind, ascii(report.address), report.done)
        if self._target and not self._waiting.full():
            self._waiting.put_nowait(line.decode())

    def state(self, state: dict[str, object]) -> None:
        """Write down what the agent is doing, for ``node status``."""
        temporary = self._folder / f".{STATE}.new"
        temporary.write_text(json.dumps(state))
        temporary.replace(self._folder / STATE)

    def _tell_forever(self) -> None:
        while True:
            lines = [self._waiting.get()]
            while len(lines) < AT_ONCE and not self._waiting.empty():
                lines.append(self._waiting.get())
            try:
                tell(self._target, "\n".join(lines) + "\n")
            except (OSError, subprocess.SubprocessError):
                logger.exception("cannot tell %s", self._target)


def tell(target: str, lines: str) -> None:
    """Give JSON ``lines`` to a command, or post them to an address. Raises ``OSError``, ``SubprocessError``."""
    if target.startswith(("http://", "https://")):
        request = urllib.request.Request(  # noqa: S310  (an address that the technician set)
            target, lines.encode(), {"Content-Type": "application/x-ndjson"}
        )
        urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310  (likewise)
        return
    subprocess.run(  # noqa: S603  (a command that the technician set)
        shlex.split(target), input=lines.encode(), timeout=PATIENCE, check=True
    )
