"""Changing the holiday table; the deadlines of what waits follow."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import audit

from .deadlines import renew_all
from .models import Holiday

LONGEST = 31
"""Longer entries are slips of the pen."""


class BadDay(ValueError):
    """Raised for an entry that says nothing; the message is for whoever made it."""


@transaction.atomic
def set_holiday(
    first: date, last: date, *, name: str, is_working_day: bool, source: str, certainty: str, by: str
) -> int:
    """Enter the days from ``first`` to ``last``, both included, over what stands there.

    Returns how many deadlines moved. Raises ``BadDay``.
    """
    if last < first:
        raise BadDay(_("结束日期不能早于开始日期。"))
    if (last - first).days > LONGEST:
        raise BadDay(_("一次最多填 %(days)d 天。") % {"days": LONGEST})
    if not name.strip() or not source.strip():
        raise BadDay(_("请写明名称和依据。"))
    values: dict[str, Any] = {
        "name": name.strip(),
        "is_working_day": is_working_day,
        "source": source.strip(),
        "certainty": certainty,
    }
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        Holiday.objects.update_or_create(date=date.fromordinal(ordinal), defaults=values)
    audit.record(by, "set holiday", f"{first}/{last}", **values)
    return renew_all()


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: str) -> int:
    """Take a day out of the table: the week decides on it again. Return how many deadlines moved."""
    audit.record(by, "remove holiday", str(holiday.date), name=holiday.name, is_working_day=holiday.is_working_day)
    holiday.delete()
    return renew_all()
