"""The worker's part: it starts the process that looks, and lets go of it."""

import os
import subprocess
import sys
import time

from django.conf import settings

from cms.operation.supervised import MARK

from . import due

LOOK_EVERY = 5.0
"""Seconds between two questions whether a look is due."""
YIELDING = 10
"""The niceness of that process."""
_looked: float = 0.0
_running: subprocess.Popen[bytes] | None = None


def start_due() -> int:
    """Start the process that takes looks, when one is due and none runs; return 0: nothing of it is done here.

    It ends when this process does, and yields the processor to everything else.
    """
    global _looked, _running
    if time.monotonic() - _looked < LOOK_EVERY or (_running is not None and _running.poll() is None):
        return 0
    _looked = time.monotonic()
    if due.is_anything_due():
        _running = subprocess.Popen(  # noqa: S603  (our own manage.py with our own arguments)
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "check_builds"],
            env=os.environ | {MARK: "1"},
            stdin=subprocess.PIPE,
        )
        os.setpriority(os.PRIO_PROCESS, _running.pid, YIELDING)
    return 0
