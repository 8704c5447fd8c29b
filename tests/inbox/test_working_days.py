"""Counting in working days and hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.inbox import working_days
from cms.inbox.holidays import calendar, missing_years
from cms.inbox.keeping_holidays import BadDay, remove_holiday, set_holiday
from cms.inbox.models import Holiday
from cms.inbox.working_days import CLOSES, OPENS, Calendar, between

ZONE = ZoneInfo("Asia/Shanghai")
PLAIN = Calendar(ZONE)

days = st.dates(date(2025, 6, 1), date(2027, 6, 1))
calendars = st.dictionaries(days, st.booleans(), max_size=40).map(lambda exceptions: Calendar(ZONE, exceptions))
moments = st.datetimes(datetime(2025, 12, 1), datetime(2026, 12, 1), timezones=st.just(UTC))
few = st.integers(0, 25)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@given(moments, few, calendars)
def test_a_period_of_days_ends_on_a_working_day_and_holds_that_many(
    moment: datetime, amount: int, held: Calendar
) -> None:
    due = working_days.add(moment, amount, held)
    assert held.is_working_day(held.day_of(due)) and due.timetz().replace(tzinfo=None) == time(23, 59, 59)
    if amount:
        assert between(moment, due, held) == amount


@given(moments, few, few, calendars)
def test_days_add_up(moment: datetime, some: int, more: int, held: Calendar) -> None:
    if some:
        halfway = working_days.add(moment, some, held)
        assert working_days.add(halfway, more, held) == working_days.add(moment, some + more, held)


@given(moments, few, calendars)
def test_a_later_start_never_ends_earlier(moment: datetime, amount: int, held: Calendar) -> None:
    later = moment + timedelta(hours=7)
    assert working_days.add(later, amount, held) >= working_days.add(moment, amount, held)
    assert working_days.hours(later, amount, held) >= working_days.hours(moment, amount, held)


@given(moments, few, few, calendars)
def test_hours_add_up_and_end_while_people_work(moment: datetime, some: int, more: int, held: Calendar) -> None:
    due = working_days.hours(moment, some + more, held)
    assert working_days.hours(working_days.hours(moment, some, held), more, held) == due
    local = due.astimezone(ZONE)
    assert held.is_working_day(local.date()) and OPENS <= local.timetz().replace(tzinfo=None) <= CLOSES


@given(moments, moments, calendars)
def test_what_lies_between_is_the_same_both_ways_but_for_its_sign(
    one: datetime, other: datetime, held: Calendar
) -> None:
    if held.day_of(one) != held.day_of(other):
        assert between(one, other, held) == -between(other, one, held)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-11-20T16:00", 1, "2026-11-23"),
        ("2026-02-13T10:00", 1, "2026-02-14"),  # a Saturday that is worked
        ("2026-02-14T10:00", 1, "2026-02-24"),  # nine days of Spring Festival
        ("2026-09-30T23:30", 2, "2026-10-09"),
        ("2026-10-09T08:00", 1, "2026-10-10"),
    ],
)
@pytest.mark.django_db
def test_the_year_2026(start: str, amount: int, due: str) -> None:
    assert working_days.add(at(start), amount, calendar()).date() == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-11-20T16:00", 2, "2026-11-23T10:00"),
        ("2026-11-20T08:00", 8, "2026-11-20T17:00"),
        ("2026-11-21T12:00", 1, "2026-11-23T10:00"),
    ],
)
def test_working_hours(start: str, amount: int, due: str) -> None:
    assert working_days.hours(at(start), amount, PLAIN) == at(due)


@pytest.mark.django_db
def test_the_holidays_of_2026_ship_with_their_source() -> None:
    assert Holiday.objects.filter(is_working_day=False).count() == 33
    assert Holiday.objects.filter(is_working_day=True).count() == 6
    assert all("国办发明电" in holiday.source and "未核对" in holiday.certainty for holiday in Holiday.objects.all())


@pytest.mark.django_db
def test_the_year_to_come_is_missed_in_time() -> None:
    assert missing_years(at("2026-06-01T08:00")) == []
    assert missing_years(at("2026-11-21T08:00")) == [2027]
    assert missing_years(at("2027-01-02T08:00")) == [2027]


@pytest.mark.django_db
def test_keeping_the_table() -> None:
    values = {"name": "那达慕", "is_working_day": False, "source": "旗政府通知", "certainty": "确定", "by": "admin"}
    set_holiday(date(2026, 7, 27), date(2026, 7, 28), **values)
    assert not calendar().is_working_day(date(2026, 7, 27))
    remove_holiday(Holiday.objects.get(date=date(2026, 7, 27)), by="admin")
    assert calendar().is_working_day(date(2026, 7, 27))
    for spoiled in ({"name": " "}, {"source": ""}):
        with pytest.raises(BadDay):
            set_holiday(date(2026, 7, 1), date(2026, 7, 1), **values | spoiled)
    for last in (date(2026, 6, 1), date(2026, 12, 1)):
        with pytest.raises(BadDay):
            set_holiday(date(2026, 7, 1), last, **values)
