"""Until when an item is to be decided, when to remind, whom to tell."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sites.registry.models import Site

from . import holidays, working_days
from .models import DeadlineRule, WaitingItem
from .working_days import Calendar


@dataclass(frozen=True)
class Deadline:
    """The two moments of an item, and the role that watches over it afterwards."""

    remind_at: datetime
    due_at: datetime
    escalate_to: str


FALLBACK = DeadlineRule(amount=2, unit=DeadlineRule.Unit.DAYS, remind_before=1, escalate_to="sign")
"""For a cluster whose administrator removed every rule: nothing waits without a deadline."""


def deadline_of(site: Site, stage: str, kind: str, started_at: datetime) -> Deadline:
    """Return the deadline of what began to wait at ``started_at``."""
    rules = DeadlineRule.objects.filter(Q(site=site) | Q(site__isnull=True), stage__in=(stage, ""), kind__in=(kind, ""))
    return count(choose(list(rules), site.pk, stage, kind), started_at, holidays.calendar())


def choose(rules: list[DeadlineRule], site: int, stage: str, kind: str) -> DeadlineRule:
    """Return the most specific of ``rules`` that covers the case."""
    fitting = [
        rule for rule in rules if rule.site_id in (None, site) and rule.stage in ("", stage) and rule.kind in ("", kind)
    ]
    return max(
        fitting,
        key=lambda rule: (rule.site_id is not None, bool(rule.stage), bool(rule.kind)),
        default=FALLBACK,
    )


def count(rule: DeadlineRule, started_at: datetime, calendar: Calendar) -> Deadline:
    """Return the deadline by ``rule``; the reminder comes when no more than ``remind_before`` is left."""
    forward = working_days.hours if rule.unit == DeadlineRule.Unit.HOURS else working_days.add
    early = max(rule.amount - rule.remind_before, 0)
    return Deadline(
        remind_at=forward(started_at, early, calendar),
        due_at=forward(started_at, rule.amount, calendar),
        escalate_to=rule.escalate_to,
    )


def renew_all() -> int:
    """Work the deadlines of all items out anew that are not overdue yet; return how many moved.

    For when the holiday table or a rule changed. What was escalated stays so.
    """
    rules, calendar, moved = list(DeadlineRule.objects.all()), holidays.calendar(), []
    for item in WaitingItem.objects.filter(escalated_at__isnull=True):
        deadline = count(choose(rules, item.site_id, item.stage, item.kind), item.started_at, calendar)
        if (item.remind_at, item.due_at, item.escalate_to) != (
            deadline.remind_at,
            deadline.due_at,
            deadline.escalate_to,
        ):
            item.remind_at, item.due_at, item.escalate_to = deadline.remind_at, deadline.due_at, deadline.escalate_to
            moved.append(item)
    WaitingItem.objects.bulk_update(moved, ["remind_at", "due_at", "escalate_to"], batch_size=200)
    return len(moved)
