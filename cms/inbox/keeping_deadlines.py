"""Changing how long the stages may take; the deadlines of what waits follow."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.registry.models import Site
from sites.store import audit

from .deadlines import renew_all
from .models import DeadlineRule

MOST = {DeadlineRule.Unit.DAYS: 60, DeadlineRule.Unit.HOURS: 80}
"""What is longer is no deadline."""


class BadDeadline(ValueError):
    """Raised for a rule that cannot be; the message is for whoever set it."""


@transaction.atomic
def set_deadline(
    site: Site | None,
    stage: str,
    kind: str,
    *,
    amount: int,
    unit: str,
    remind_before: int,
    escalate_to: str,
    source: str,
    certainty: str,
    by: str,
) -> int:
    """Let ``stage`` of ``kind`` take so long at ``site``; None and empty texts stand for all of them.

    Returns how many deadlines moved. Raises ``BadDeadline``.
    """
    most = MOST[DeadlineRule.Unit(unit)]
    if not 1 <= amount <= most:
        raise BadDeadline(_("时限须在 1 和 %(most)d 之间。") % {"most": most})
    if remind_before >= amount and remind_before:
        raise BadDeadline(_("提前提醒须短于时限。"))
    if not source.strip():
        raise BadDeadline(_("请写明依据。"))
    values: dict[str, Any] = {
        "amount": amount,
        "unit": str(unit),
        "remind_before": remind_before,
        "escalate_to": escalate_to,
        "source": source.strip(),
        "certainty": certainty.strip(),
    }
    DeadlineRule.objects.update_or_create(site=site, stage=stage, kind=kind, defaults=values)
    audit.record(by, "set deadline", f"{stage or '*'}/{kind or '*'}", site=site.key if site else "", **values)
    return renew_all()


@transaction.atomic
def remove_deadline(rule: DeadlineRule, *, by: str) -> int:
    """Remove a rule, so that the more general one counts. Raises ``BadDeadline`` for the one that covers everything."""
    if rule.site is None and not rule.stage and not rule.kind:
        raise BadDeadline(_("通用时限不能删除，只能修改。"))
    audit.record(
        by, "remove deadline", f"{rule.stage or '*'}/{rule.kind or '*'}", site=rule.site.key if rule.site else ""
    )
    rule.delete()
    return renew_all()
