"""From the outbox to tasks: which sites each change concerns, decided once, by one process at a time (计划发布任务).

A page may be rendered from a document as it was, and be remembered as a reader of it only after the change of that
document was planned. So a build notes the newest plan's number before it reads anything, and when its outputs are
recorded asks for what was planned since (``plan_missed``), in the same transaction.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from sites.build.models import OutputKey
from sites.build.program.leads import is_wide
from sites.build.program.spec import batches
from sites.git import faults
from sites.registry.models import Site
from sites.store import bulk, counters, keys
from sites.store.models import OutboxEntry

from .lock import planning
from .models import Task
from .plan import plan
from .urgent import CAUSE

PLANS = "plans"
"""The counter of the plannings."""
TOGETHER = 1000
"""How many entries are planned in one transaction, so that a crowd of them holds up nobody for long."""


def last_plan() -> int:
    """Return the number of the newest planning; a build asks before it reads anything of the store."""
    return counters.last(PLANS)


def plan_pending() -> int:
    """Give every change that has none yet its tasks; return how many changes there were."""
    planned = 0
    while _unplanned().exists():
        some = _plan_some()
        planned += some
        if some < TOGETHER:
            break
    return planned


def plan_missed(site: Site, since: int) -> int:
    """Give ``site`` a task for each change planned after ``since`` whose keys its outputs read; return how many.

    Call it in the transaction that records the outputs of a build, whose reading began at plan ``since``, after they
    are recorded.
    """
    with planning():
        if last_plan() == since:
            return 0
        found = [(entry, sorted(read)) for entry, read in _read_by(site, since) if read]
        if found:
            number, now = counters.take(PLANS), timezone.now()
            bulk.insert([_task(entry, site.pk, read, number, now) for entry, read in found])
            for entries in batches([entry.pk for entry, _ in found], 500):
                OutboxEntry.objects.filter(pk__in=entries).update(released_at=None)
        return len(found)


def _plan_some() -> int:
    with planning():
        entries = list(_unplanned().order_by("id")[:TOGETHER])
        if entries:
            number, now = counters.take(PLANS), timezone.now()
            asked = plan(entries)
            bulk.insert(
                [
                    _task(entry, site, asked.of(entry, site), number, now)
                    for entry in entries
                    for site in asked.sites[entry.id]
                ]
            )
    if entries:
        faults.point("planned")
    return len(entries)


def _unplanned() -> "QuerySet[OutboxEntry]":
    waiting = OutboxEntry.objects.filter(released_at=None)
    return waiting.exclude(Exists(Task.objects.filter(entry=OuterRef("pk"))))


def _read_by(site: Site, since: int) -> Iterator[tuple[OutboxEntry, set[str]]]:
    """Yield each entry planned since that has no task for ``site``, with those of its keys that its outputs read."""
    later = Task.objects.filter(plan__gt=since).order_by("plan").values_list("entry", flat=True)
    for some in batches(sorted(set(later)), TOGETHER):  # sorted here: for an order by entry SQLite reads all old tasks
        held = set(Task.objects.filter(entry__in=some, site=site).values_list("entry", flat=True))
        entries = list(OutboxEntry.objects.filter(pk__in=[one for one in some if one not in held]).order_by("id"))
        named = {key for entry in entries for key in entry.keys}
        read = {key for part in batches(sorted(named), 500) for key in _keys_of(site, part)}
        yield from ((entry, read.intersection(entry.keys)) for entry in entries)


def _keys_of(site: Site, named: list[str]) -> Iterator[str]:
    readers = OutputKey.objects.filter(key__in=named).values_list("key", "output__site").distinct()
    return (key for key, owner in readers if owner == site.pk)


def _task(entry: OutboxEntry, site: int, touched: Iterable[str], number: int, now: datetime) -> Task:
    asked = sorted(touched)
    return Task(entry=entry, site_id=site, keys=asked, plan=number, rank=_rank(entry, site, asked), planned_at=now)


def _rank(entry: OutboxEntry, site: int, asked: list[str]) -> int:
    if entry.cause == CAUSE:
        return Task.Rank.URGENT
    is_shared = entry.site_id != site and not entry.document and any(is_wide(key) for key in asked)
    return Task.Rank.REBUILD if asked == [keys.THEME] or is_shared else Task.Rank.CHANGE
