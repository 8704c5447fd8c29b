"""Looking at the public addresses beside everything else: what is live shows within a second of being there."""

import logging
import threading
import time

from django.db import close_old_connections

from sites.release.live import LiveCheck

logger = logging.getLogger("sumu.work")
PAUSE = 0.2
"""Seconds between two looks."""


def start() -> None:
    """Check what was released in a thread of its own, until the process ends."""
    threading.Thread(target=_work, name="live", daemon=True).start()


def _work() -> None:
    check = LiveCheck()
    while True:
        try:
            check.round()
        except Exception:
            logger.exception("task failed: live")
        close_old_connections()
        time.sleep(PAUSE)
