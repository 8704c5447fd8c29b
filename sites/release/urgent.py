"""Emergencies go first (应急优先): a build under way gives way to them."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

from sites.store import clock
from sites.store.models import OutboxEntry

from .models import Attempt

CAUSE = "emergency"
"""The cause of outbox entries that go first."""
LOOK_EVERY = 0.25
"""Seconds between two looks while a build is under way."""
LONGEST_WAIT = 300
"""Seconds after which a failed entry is tried again at the latest."""
T = TypeVar("T")


class GiveWay(Exception):
    """Raised inside a build when an emergency waits; nothing of the build is remembered, it is begun anew."""


def is_waiting() -> bool:
    """Return whether an emergency waits in the outbox that may be tried now."""
    waiting = OutboxEntry.objects.filter(released_at=None, cause=CAUSE)
    if not waiting.exists():
        return False
    return any(may_try(entry) for entry in waiting.select_related("attempt"))


def giving_way(outputs: Iterator[T]) -> Iterator[T]:
    """Yield ``outputs``; raise ``GiveWay`` as soon as an emergency waits."""
    looked = time.monotonic()
    for output in outputs:
        if time.monotonic() - looked > LOOK_EVERY:
            if is_waiting():
                raise GiveWay
            looked = time.monotonic()
        yield output


def may_try(entry: OutboxEntry) -> bool:
    """Return whether ``entry`` has not failed, or has waited long enough since: 2, 4, 8 … seconds."""
    attempt: Attempt | None = getattr(entry, "attempt", None)
    return attempt is None or attempt.at + timedelta(seconds=min(2**attempt.count, LONGEST_WAIT)) <= clock.now()
