"""When each task of the worker is due: a look that finds nothing costs one query."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from sites.store.models import OutboxEntry

ON_CHANGE = ("release", "index")
"""The tasks that the outbox calls; they run as soon as it holds something for them."""
EVERY = {
    "emergencies": 0.0,
    "rebuild": 0.0,
    "end emergencies": 1.0,
    "admit": 1.0,
    "guard": 2.0,
    "picture": 2.0,
    "publish scheduled": 0.5,
    "expire": 0.5,
    "remind": 30.0,
    "housekeeping": 60.0,
}
"""Seconds between two runs of a task that nothing calls; it runs again at once as long as it finds something to do."""
OTHERWISE = 5.0
"""Seconds between two runs of a task that is not named here."""


def is_change_waiting() -> bool:
    """Return whether the outbox holds anything that is not public or not indexed yet."""
    return OutboxEntry.objects.filter(Q(released_at=None) | Q(indexed_at=None)).exists()


@dataclass
class Rhythm:
    """Remembers when each task ran last, by a clock that nobody sets."""

    _again: dict[str, float] = field(default_factory=dict)

    def due(self, names: Iterable[str]) -> list[str]:
        """Return which of the tasks ``names`` are to run now, in their order."""
        now = time.monotonic()
        held = [name for name in names if name in ON_CHANGE or self._again.get(name, 0.0) <= now]
        if any(name in ON_CHANGE for name in held) and not is_change_waiting():
            return [name for name in held if name not in ON_CHANGE]
        return held

    def ran(self, name: str, done: int) -> None:
        """Note that a task ran and how much it did."""
        self._again[name] = 0.0 if done else time.monotonic() + EVERY.get(name, OTHERWISE)
