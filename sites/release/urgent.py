"""What goes first: a build of a site under way gives way to an emergency (应急优先), a rebuild to a change too."""

import time
from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Exists, OuterRef

from sites.registry.models import Site
from sites.store.models import OutboxEntry

from .models import Task

CAUSE = "emergency"
"""The cause of outbox entries that go first."""
LOOK_EVERY = 0.25
"""Seconds between two looks while a build is under way."""
T = TypeVar("T")


MOST_IN_A_ROW = 3
"""How often a rebuild gives way to mere changes before it is carried through: it must end on a busy site too."""
_given_way: dict[int, int] = {}


class GiveWay(Exception):
    """Raised inside a build when something waits that goes first; nothing of it is remembered, it is begun anew."""


def is_coming(site: Site, before: int) -> bool:
    """Return whether something of ``site`` waits that was not tried yet and goes before tasks of the rank ``before``.

    A mere change counts only where a rebuild has not given way too often already.
    """
    ranks = [Task.Rank.URGENT]
    if before == Task.Rank.REBUILD and _given_way.get(site.pk, 0) < MOST_IN_A_ROW:
        ranks.append(Task.Rank.CHANGE)
    if Task.objects.filter(site=site, built_at=None, rank__in=ranks, attempts=0).exists():
        return True
    planned = Exists(Task.objects.filter(entry=OuterRef("pk")))
    unplanned = OutboxEntry.objects.filter(released_at=None, cause=CAUSE).exclude(planned)
    return site.pk in unplanned.values_list("site", flat=True)  # asked for by site, SQLite reads all its old entries


def giving_way(outputs: Iterator[T], site: Site, rank: int) -> Iterator[T]:
    """Yield ``outputs``, a build of ``site`` for tasks of this ``rank``; raise ``GiveWay`` for what goes first."""
    looked = time.monotonic()
    for output in outputs:
        if time.monotonic() - looked > LOOK_EVERY:
            if is_coming(site, rank):
                _given_way[site.pk] = _given_way.get(site.pk, 0) + 1
                raise GiveWay
            looked = time.monotonic()
        yield output
    if rank == Task.Rank.REBUILD:
        _given_way.pop(site.pk, None)
