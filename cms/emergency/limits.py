"""How long an emergency may last, and changing that."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import audit

from .models import EmergencyLimit

MOST_DAYS = 30


class BadLimit(ValueError):
    """Raised for a limit that makes no sense; the message is for whoever set it."""


def longest() -> timedelta:
    """Return how long something may stay public the emergency way (应急发布的最长时间)."""
    return timedelta(days=limit().value)


def limit() -> EmergencyLimit:
    """Return the row that says so."""
    return EmergencyLimit.objects.get(code=EmergencyLimit.LONGEST_DAYS)


@transaction.atomic
def set_longest(days: int, *, source: str, certainty: str, by: str) -> EmergencyLimit:
    """Let an emergency last at most ``days``. Raises ``BadLimit``."""
    if not 1 <= days <= MOST_DAYS:
        raise BadLimit(_("最长时间须在 1 至 %(most)d 天之间。") % {"most": MOST_DAYS})
    if not source.strip() or not certainty.strip():
        raise BadLimit(_("请写明依据和把握。"))
    row = EmergencyLimit.objects.select_for_update().get(code=EmergencyLimit.LONGEST_DAYS)
    before, row.value = row.value, days
    row.source, row.certainty = source.strip(), certainty.strip()
    row.save()
    audit.record(by, "set emergency limit", row.code, before=before, value=days, source=row.source)
    return row
