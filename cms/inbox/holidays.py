"""The holiday table as a calendar."""

from datetime import datetime

from django.utils import timezone

from .models import Holiday
from .working_days import Calendar

ANNOUNCED = 11
"""The month in which the State Council's notice on next year's holidays is out, as a rule."""


def calendar() -> Calendar:
    """Return the working days by the table, in the cluster's time zone."""
    zone = timezone.get_default_timezone()
    return Calendar(zone, dict(Holiday.objects.values_list("date", "is_working_day")))  # type: ignore[arg-type]


def missing_years(moment: datetime) -> list[int]:
    """Return the years whose holidays are not in the table: this year, and the next when its notice is out."""
    day = timezone.localtime(moment, timezone.get_default_timezone()).date()
    wanted = [day.year, day.year + 1] if day.month >= ANNOUNCED else [day.year]
    return [year for year in wanted if not Holiday.objects.filter(date__year=year).exists()]
