"""Noticing that something was committed: one cheap look by one thread, for all threads of a worker (变更察觉).

Every thread of the worker asks tables for work. While nobody commits anything, only time can bring it some: so it
rests until the database has changed, and asks after a longer pause in any case.
"""

import logging
import threading
import time

from django.db import Error, connection

logger = logging.getLogger("sumu.work")
LOOK_EVERY = 0.05
"""Seconds between two looks. One takes a twentieth of a millisecond, a query of a table half a one."""
AFTER_ERROR = 1.0
MARKERS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}
"""What answers the same as before, on the same connection, while no other connection has committed anything."""


class Commits:
    """Counts the looks that found the database changed."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()

    def start(self) -> None:
        """Look in a thread of its own, until the process ends."""
        threading.Thread(target=self._watch, name="commits", daemon=True).start()

    def wait(self, seen: int, seconds: float) -> int:
        """Return the count once it is not ``seen`` any more, and after so many ``seconds`` in any case."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != seen, seconds)
            return self._number

    def tell(self) -> None:
        """Count a change that this process made: nobody need wait for the next look."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def _watch(self) -> None:
        before = ""
        while True:
            try:
                marker = _marker()
            except Error as error:
                logger.warning("the database does not answer: %s", error)
                connection.close()
                marker = ""
                time.sleep(AFTER_ERROR)
            if not marker or marker != before:
                self.tell()
            before = marker
            time.sleep(LOOK_EVERY)


class Rest:
    """How one thread rests between two times that it asks for work: ``shortest`` to ``longest`` seconds."""

    def __init__(self, commits: Commits, shortest: float, longest: float) -> None:
        self._commits, self._shortest, self._longest = commits, shortest, longest
        self._seen = commits.wait(-1, 0)
        self._next, self._is_busy = shortest, False

    def take(self) -> None:
        """Rest until something was committed since the last rest.

        What was begun may go on by itself, such as a wait for more changes: so the rests after a change are short at
        first, each following one twice as long.
        """
        if self._is_busy:
            time.sleep(self._shortest)
        seen = self._commits.wait(self._seen, self._next)
        self._is_busy = seen != self._seen
        self._next = self._shortest if self._is_busy else min(2 * self._next, self._longest)
        self._seen = seen


def _marker() -> str:
    with connection.cursor() as cursor:
        cursor.execute(MARKERS[connection.vendor])
        return str(cursor.fetchone()[0])
