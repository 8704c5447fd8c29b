"""Pushing to the mirrors beside everything else: a node that is away or slow holds up no release."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections

from sites.mirrors import asking, pushing

logger = logging.getLogger("sumu.work")
PAUSE = 1.0
"""Seconds between two looks."""


def start() -> None:
    """Push to the mirrors, and ask what their watch says, in a thread of its own, until the process ends."""
    threading.Thread(target=_work, name="mirrors", daemon=True).start()


def _work() -> None:
    looks = (
        pushing.Pushing(ThreadPoolExecutor(pushing.AT_ONCE, "mirror")).look,
        asking.Asking(ThreadPoolExecutor(asking.AT_ONCE, "watch")).look,
    )
    while True:
        for look in looks:
            try:
                look()
            except Exception:
                logger.exception("cannot look after the mirrors")
        close_old_connections()
        time.sleep(PAUSE)
