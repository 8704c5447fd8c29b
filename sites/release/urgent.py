"""Emergencies go first (应急优先): a build of the site under way gives way to them."""

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


class GiveWay(Exception):
    """Raised inside a build when an emergency waits; nothing of the build is remembered, it is begun anew."""


def is_coming(site: Site) -> bool:
    """Return whether an emergency of ``site`` waits that was not tried yet."""
    if Task.objects.filter(site=site, built_at=None, rank=Task.Rank.URGENT, attempts=0).exists():
        return True
    planned = Exists(Task.objects.filter(entry=OuterRef("pk"), site=site))
    return OutboxEntry.objects.filter(released_at=None, cause=CAUSE, site=site).exclude(planned).exists()


def giving_way(outputs: Iterator[T], site: Site) -> Iterator[T]:
    """Yield ``outputs``, a build of ``site``; raise ``GiveWay`` as soon as an emergency of it waits."""
    looked = time.monotonic()
    for output in outputs:
        if time.monotonic() - looked > LOOK_EVERY:
            if is_coming(site):
                raise GiveWay
            looked = time.monotonic()
        yield output
