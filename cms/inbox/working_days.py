"""Counting in working days and working hours (工作日、工作小时): pure functions over a calendar.

The day on which a period begins does not count (期间开始之日不计算在内), and a period of days ends with its last day.
Working hours run from ``OPENS`` to ``CLOSES`` on every working day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS = time(9)
CLOSES = time(17)
LAST_SECOND = time(23, 59, 59)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: Monday to Friday, except where ``exceptions`` says otherwise (day → is it worked)."""

    zone: ZoneInfo
    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Return whether ``day`` is worked."""
        return self.exceptions.get(day, day.weekday() < 5)

    def day_of(self, moment: datetime) -> date:
        """Return the day on which ``moment`` falls here."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """Return the moment when ``clock`` strikes on ``day`` here."""
        return datetime.combine(day, clock, tzinfo=self.zone)


def add(moment: datetime, days: int, calendar: Calendar) -> datetime:
    """Return the end of the last of ``days`` working days after the day of ``moment``.

    No days: the end of that very day, or of the next working day when it is none.
    """
    day = calendar.day_of(moment)
    if days == 0:
        while not calendar.is_working_day(day):
            day += ONE_DAY
    for _day in range(days):
        day = next_working_day(day, calendar)
    return calendar.at(day, LAST_SECOND)


def hours(moment: datetime, amount: int, calendar: Calendar) -> datetime:
    """Return the moment after ``amount`` working hours from ``moment`` on."""
    day, left = calendar.day_of(moment), timedelta(hours=amount)
    while True:
        if calendar.is_working_day(day):
            begin, end = max(moment, calendar.at(day, OPENS)), calendar.at(day, CLOSES)
            if begin + left <= end:
                return begin + left
            left -= max(end - begin, timedelta())
        day += ONE_DAY


def between(moment: datetime, due: datetime, calendar: Calendar) -> int:
    """Return how many working days lie between the days of two moments: negative when ``due`` has passed.

    The first day does not count, the last one does: due on the next working day is one.
    """
    first, last = calendar.day_of(moment), calendar.day_of(due)
    if last < first:
        return -between(due, moment, calendar)
    span = range(1, (last - first).days + 1)
    return sum(calendar.is_working_day(first + timedelta(days=count)) for count in span)


def next_working_day(day: date, calendar: Calendar) -> date:
    """Return the first working day after ``day``."""
    day += ONE_DAY
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day
