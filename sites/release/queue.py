"""Which site is to be released next, and what of it: the order of the queue (发布队列)."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Min, Value, When
from django.utils import timezone

from sites.store.settling import guard as permission
from sites.store.settling.vouching import newest_vouched

from .models import Hold, Task

BATCH = 5000
"""How many tasks one release takes at most: some seconds of building, and every other site's turn comes."""
LONGEST_WAIT = 300
"""Seconds after which a failed task is tried again at the latest."""
_released: dict[int, float] = {}
"""When this process last ended a release of each site, by a clock that nobody sets."""


@dataclass(frozen=True)
class Turn:
    """A site that has something to do now: the rank of what is due first, its oldest entry, and the site's id."""

    rank: int
    entry: int
    site: int


@dataclass(frozen=True)
class _Group:
    """The open tasks of one site and rank that failed equally often."""

    site: int
    rank: int
    attempts: int
    first: int
    planned: datetime
    tried: datetime | None

    def is_due(self, now: datetime, window: float, allowed: datetime | None = None) -> bool:
        """Return whether these need not wait. A moment to come, from before a clock stepped back, delays nothing.

        ``allowed`` is when two people let the site go on that the guard held back.
        """
        if self.attempts and self.tried is not None:
            if allowed is not None and self.tried <= allowed:
                return True
            return not self.tried <= now < self.tried + timedelta(seconds=wait_after(self.attempts))
        return self.rank == Task.Rank.URGENT or not self.planned <= now < self.planned + timedelta(seconds=window)


def turns(window: float = 0.0) -> list[Turn]:
    """Return the sites that have a task which need not wait: urgent ones first, then the oldest, rebuilds last.

    A new task of a site that was released less than ``window`` seconds ago waits until so many have passed since the
    oldest new one was planned: a burst of changes becomes two releases, and a single change waits for nothing, nor does
    an urgent one. A task that failed waits 2, 4, 8 … seconds, until a new one of its site comes in, or until two
    people let go what the guard held back.
    """
    now = timezone.now()
    groups = Task.objects.filter(built_at=None).order_by().values("site", "rank", "attempts")
    held: dict[int, list[_Group]] = {}
    for values in groups.annotate(first=Min("entry"), planned=Min("planned_at"), tried=Min("tried_at")):
        held.setdefault(values["site"], []).append(_Group(**values))
    has_failed = any(one.attempts for found in held.values() for one in found)
    allowed = _allowed() if has_failed else {}
    due: dict[int, list[tuple[int, int]]] = {}
    for site, found in held.items():
        waits = window if _is_busy(site, window) else 0.0
        if ranked := [(one.rank, one.first) for one in found if one.is_due(now, waits, allowed.get(site))]:
            due[site] = ranked
    turns = (Turn(*min(ranked), site) for site, ranked in due.items())
    return sorted(turns, key=lambda turn: (turn.rank, turn.entry))


def note_released(site: int) -> None:
    """Note that a release of ``site`` has just ended: what comes in now may be the rest of a burst."""
    _released[site] = time.monotonic()


def _is_busy(site: int, window: float) -> bool:
    return site in _released and time.monotonic() - _released[site] < window


def _allowed() -> dict[int, datetime]:
    """Return when each site that the guard held back was allowed to go on."""
    found = {}
    for hold in Hold.objects.select_related("site"):
        states = newest_vouched([(permission.KIND, hold.site.key)])
        if states and states[0].payload.get("tree") == hold.tree:
            found[hold.site_id] = states[0].at
    return found


def urgent_sites() -> list[int]:
    """Return the sites that have an urgent task which may be tried now, the oldest first."""
    now = timezone.now()
    groups = Task.objects.filter(built_at=None, rank=Task.Rank.URGENT).order_by().values("site", "rank", "attempts")
    found = groups.annotate(first=Min("entry"), planned=Min("planned_at"), tried=Min("tried_at")).order_by("first")
    return list(dict.fromkeys(group.site for group in (_Group(**values) for values in found) if group.is_due(now, 0)))


def open_tasks(site: int, upto: int = Task.Rank.REBUILD, most: int = 0) -> list[Task]:
    """Return what ``site`` still has to build of the ranks ``upto`` one, oldest first.

    Of more than ``most`` (``BATCH`` when none is named) those that never failed come first: failing ones cannot keep
    new ones from the public.
    """
    tasks = Task.objects.filter(site=site, built_at=None, rank__lte=upto).select_related("entry").defer("entry__keys")
    has_failed = Case(When(attempts=0, then=Value(0)), default=Value(1))
    return sorted(tasks.order_by(has_failed, "entry_id")[: most or BATCH], key=lambda task: task.entry_id)


def wait_after(attempts: int) -> int:
    """Return how many seconds a task waits that has failed so often: 2, 4, 8 … and no more than ``LONGEST_WAIT``."""
    return LONGEST_WAIT if attempts > 8 else min(1 << attempts, LONGEST_WAIT)
