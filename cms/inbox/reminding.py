"""The worker's task: reminders before a deadline, escalation after it, each exactly once (催办、督办)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from sites.store import audit, clock

from .models import WaitingItem
from .notifying import notify

AT_ONCE = 200
"""How many items one call takes; the worker calls again."""
SYSTEM = "system"


def remind() -> int:
    """Note every reminder and every escalation that is due; return how many there were."""
    now = clock.now()
    items = WaitingItem.objects.select_related("site")
    soon = items.filter(reminded_at__isnull=True, remind_at__lte=now, due_at__gte=now)
    late = items.filter(escalated_at__isnull=True, due_at__lt=now)
    return _each(soon, note_reminder, now) + _each(late, note_escalation, now)


@transaction.atomic
def note_reminder(item: WaitingItem, now: datetime) -> bool:
    """Note that the deadline of ``item`` is near; return False when that was noted before."""
    if not _still(item).filter(reminded_at__isnull=True).update(reminded_at=now):
        return False
    audit.record(SYSTEM, "remind", item.subject, site=item.site.key, stage=item.stage, due=item.due_at.isoformat())
    transaction.on_commit(partial(notify, item, "remind"))
    return True


@transaction.atomic
def note_escalation(item: WaitingItem, now: datetime) -> bool:
    """Note that the deadline of ``item`` passed and who watches now; return False when that was noted before."""
    if not _still(item).filter(escalated_at__isnull=True).update(escalated_at=now):
        return False
    audit.record(
        SYSTEM,
        "escalate",
        item.subject,
        site=item.site.key,
        stage=item.stage,
        due=item.due_at.isoformat(),
        to=item.escalate_to,
    )
    transaction.on_commit(partial(notify, item, "escalate"))
    return True


def _still(item: WaitingItem) -> "QuerySet[WaitingItem]":
    """Return the row, if neither its stage nor its deadline changed since it was read."""
    return WaitingItem.objects.filter(pk=item.pk, stage=item.stage, due_at=item.due_at)


def _each(items: "QuerySet[WaitingItem]", note: Callable[[WaitingItem, datetime], bool], now: datetime) -> int:
    return sum(note(item, now) for item in items.order_by("due_at")[:AT_ONCE])
