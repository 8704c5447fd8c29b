"""Pushing to the mirrors beside everything else: a node that is away or slow holds up no release."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections

from sites.mirrors import asking, pushing

from .noticing import Commits, Rest

logger = logging.getLogger("sumu.work")
SHORTEST, LONGEST = 1.0, 2.0
"""Seconds between two looks: after a change, and while nothing changes."""


def start(commits: Commits) -> None:
    """Push to the mirrors, and ask what their watch says, in a thread of its own, until the process ends."""
    threading.Thread(target=_work, args=(Rest(commits, SHORTEST, LONGEST),), name="mirrors", daemon=True).start()


def _work(rest: Rest) -> None:
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
        rest.take()
