"""Emergencies and what comes to its hour, beside everything else: no import, build or index holds them up."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

from cms.review.scheduling import admit_due, withdraw_due
from sites.release.publishing import release_urgent
from sites.store.settling.banner import end_due

from .rhythm import Rhythm

logger = logging.getLogger("sumu.work")
PAUSE = 0.2
"""Seconds between two looks."""


def urgent_tasks() -> dict[str, Callable[[], int]]:
    """Return the tasks by name; each does what is waiting and returns how much that was."""
    return {
        "end emergencies": end_due,
        "emergencies": release_urgent,
        "publish scheduled": admit_due,
        "expire": withdraw_due,
    }


def start() -> None:
    """Work emergencies in a thread of their own, until the process ends."""
    threading.Thread(target=_work, name="emergencies", daemon=True).start()


def _work() -> None:
    rhythm, tasks = Rhythm(), urgent_tasks()
    while True:
        for name in tasks:
            try:
                if name in rhythm.due([name]):
                    rhythm.ran(name, tasks[name]())
            except Exception:
                logger.exception("task failed: %s", name)
                rhythm.ran(name, 0)
        close_old_connections()
        time.sleep(PAUSE)
