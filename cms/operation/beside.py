"""Tasks in a thread of their own, beside what the worker does else: neither holds up the other."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from .noticing import Rest
from .rhythm import Rhythm

logger = logging.getLogger("sumu.work")


def start(name: str, tasks: dict[str, Callable[[], int]], rest: Rest) -> None:
    """Work ``tasks`` until the process ends, resting in between."""
    threading.Thread(target=_work, args=(tasks, rest), name=name, daemon=True).start()


def _work(tasks: dict[str, Callable[[], int]], rest: Rest) -> None:
    rhythm = Rhythm()
    while True:
        for name in tasks:
            try:
                if rhythm.due([name]):
                    rhythm.ran(name, tasks[name]())
            except Exception:
                logger.exception("task failed: %s", name)
                rhythm.ran(name, 0)
        close_old_connections()
        rest.take()
