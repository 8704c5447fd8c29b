"""Pushing to the mirrors beside everything else: a node that is away or slow holds up no release."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections

from sites.mirrors.pushing import AT_ONCE, Pushing

logger = logging.getLogger("sumu.work")
PAUSE = 1.0
"""Seconds between two looks."""


def start() -> None:
    """Push to the mirrors in a thread of its own, until the process ends."""
    threading.Thread(target=_work, name="mirrors", daemon=True).start()


def _work() -> None:
    pushing = Pushing(ThreadPoolExecutor(AT_ONCE, "mirror"))
    while True:
        try:
            pushing.look()
        except Exception:
            logger.exception("cannot push to the mirrors")
        close_old_connections()
        time.sleep(PAUSE)
