"""Looking at the public addresses beside everything else: what is live shows within a second of being there."""

import logging
import threading

from django.db import close_old_connections

from sites.release.live.live import LiveCheck

from .noticing import Commits, Rest

logger = logging.getLogger("sumu.work")
SHORTEST, LONGEST = 0.05, 2.0
"""Seconds between two looks while nothing is asked for: the second where nothing was released."""


def start(commits: Commits) -> None:
    """Check what was released in a thread of its own, until the process ends."""
    threading.Thread(target=_work, args=(Rest(commits, SHORTEST, LONGEST),), name="live", daemon=True).start()


def _work(rest: Rest) -> None:
    check = LiveCheck()
    while True:
        is_asking = False
        try:
            check.round()
            is_asking = check.is_asking
        except Exception:
            logger.exception("task failed: live")
        close_old_connections()
        if not is_asking:
            rest.take()
