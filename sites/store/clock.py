"""The store's clock: the one place where the published side learns the time.

With PostgreSQL the database's clock decides, so that several machines need not agree; otherwise this machine's.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

ASK_AGAIN = 5.0
"""Seconds for which the database's answer is carried on by this machine's steady clock."""
STEADIED = timedelta(days=1)
"""By how much at most a moment is held back to keep records in order after the clock went back."""


@dataclass(frozen=True)
class _Asked:
    wall: datetime
    steady: float


_asked: _Asked | None = None


def now() -> datetime:
    """Return the present time, in whole seconds, with its time zone."""
    return read().replace(microsecond=0)


def read() -> datetime:
    """Return the present time as the deciding clock says it."""
    global _asked
    if connection.vendor != "postgresql":
        return timezone.now()
    at = steady()
    if _asked is None or not 0 <= at - _asked.steady <= ASK_AGAIN:
        _asked = _Asked(_of_database(), at)
    return _asked.wall + timedelta(seconds=at - _asked.steady)


def steady() -> float:
    """Return the seconds of a clock that nobody can set and that counts on while the machine sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def not_before(previous: datetime | None) -> datetime:
    """Return the present time, but not a moment before ``previous``: records stay in order when the clock goes back.

    A ``previous`` more than a day ahead was written by a clock that was wrong, and holds nothing back.
    """
    present = now()
    if previous is not None and timedelta(0) < previous - present <= STEADIED:
        return previous
    return present


def _of_database() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        said: datetime = cursor.fetchone()[0]
    return said.astimezone(UTC)
