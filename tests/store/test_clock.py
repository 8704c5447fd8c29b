"""The clock steps, and nothing comes out before its hour, twice, or out of order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sites.store import clock, expiry, intact, plausible, schedule
from sites.store.admit import Refused, admit
from sites.store.models import AuditEntry, Document, OutboxEntry, ScheduledAdmission

from .factories import AUTHOR, approve, make_column, make_content, make_site, publish

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Clocks:
    """What the wall clock and the steady clock say; time passes for both, the wall clock can be set."""

    def __init__(self) -> None:
        self.wall, self.steady = NOON, 1000.0

    def pass_by(self, **time: float) -> None:
        """Let time pass."""
        passed = timedelta(**time)
        self.wall += passed
        self.steady += passed.total_seconds()

    def step(self, **time: float) -> None:
        """Set the wall clock on, or back."""
        self.wall += timedelta(**time)


@pytest.fixture(autouse=True)
def clocks(monkeypatch):
    clocks = Clocks()
    monkeypatch.setattr(clock, "read", lambda: clocks.wall)
    monkeypatch.setattr(clock, "steady", lambda: clocks.steady)
    plausible.forget()
    yield clocks
    plausible.forget()


@pytest.fixture
def column():
    return make_column(make_site())


def held(column, clocks, **payload):
    """Approve and hold content that is to become public in two hours."""
    content = make_content(column.site, column=column.key, payload={"publish_at": at(2)} | payload)
    approve(content)
    plausible.watch()
    schedule.hold(content, person="signer", authors=[AUTHOR])
    return content


def at(hours):
    return (NOON + timedelta(hours=hours)).isoformat()


def is_public(content):
    return Document.objects.filter(key=content.key, state="public").exists()


def test_a_jump_ahead_lets_nothing_out_until_the_clock_is_right_again(column, clocks):
    content = held(column, clocks)
    clocks.pass_by(minutes=1)
    clocks.step(days=365)
    assert schedule.admit_due() == 0 and not is_public(content)
    doubt = plausible.doubt()
    assert doubt is not None and doubt.expected == NOON + timedelta(minutes=1) and doubt.ahead == timedelta(days=365)
    ordinary = publish(make_content(column.site, column=column.key))
    assert ordinary.is_public, "ordinary publishing goes on"
    clocks.pass_by(hours=1)
    clocks.step(days=-365)
    assert schedule.admit_due() == 0 and plausible.doubt() is None
    clocks.pass_by(minutes=59)
    assert schedule.admit_due() == 1 and is_public(content)
    acts = AuditEntry.objects.filter(subject="clock").values_list("act", flat=True)
    assert list(acts) == [plausible.DOUBT, plausible.AGAIN]


def test_what_was_due_before_the_jump_comes_out_and_nothing_ends_early(column, clocks):
    content = held(column, clocks, expire_at=at(30))
    clocks.pass_by(hours=3)
    clocks.step(days=30)
    assert schedule.admit_due() == 1 and is_public(content)
    assert expiry.withdraw_due() == 0 and is_public(content)
    assert plausible.confirm("admin-system") and not plausible.confirm("admin-system")
    assert expiry.withdraw_due() == 1 and not is_public(content)
    assert AuditEntry.objects.get(act=plausible.CONFIRM).person == "admin-system"


def test_content_under_embargo_is_not_admitted_by_hand_either_while_the_clock_is_in_doubt(column, clocks):
    content = make_content(column.site, column=column.key, payload={"publish_at": at(2)})
    approve(content)
    plausible.watch()
    clocks.step(days=1)
    assert schedule.is_early(content)
    with pytest.raises(Refused, match="定时发布"):
        admit(content, person="signer", authors=[AUTHOR])


def test_a_process_that_starts_with_a_clock_far_ahead_does_not_believe_it(column, clocks):
    content = held(column, clocks)
    plausible.forget()
    clocks.step(days=16)
    assert schedule.admit_due() == 0 and plausible.doubt() is not None
    plausible.forget()
    clocks.pass_by(hours=3)
    assert schedule.admit_due() == 0, "another start with the same clock believes it no more"
    plausible.forget()
    clocks.step(days=-16)
    assert schedule.admit_due() == 1 and plausible.doubt() is None and is_public(content)


def test_a_pause_within_the_rule_is_believed(column, clocks):
    content = held(column, clocks)
    plausible.forget()
    clocks.pass_by(days=14)
    assert schedule.admit_due() == 1 and is_public(content)


def test_a_doubt_that_was_rolled_back_is_raised_again(column, clocks):
    from django.db import transaction

    content = held(column, clocks)
    clocks.step(days=2)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        plausible.watch()
        raise ZeroDivisionError
    assert plausible.doubt() is None
    assert schedule.admit_due() == 0 and plausible.doubt() is not None and not is_public(content)


def test_a_clock_that_goes_back_admits_nothing_twice_and_brings_nothing_back(column, clocks):
    content = held(column, clocks, expire_at=at(4))
    clocks.pass_by(hours=2)
    assert schedule.admit_due() == 1
    clocks.step(hours=-1)
    assert schedule.admit_due() == 0 and is_public(content) and not ScheduledAdmission.objects.exists()
    clocks.pass_by(hours=4)
    assert expiry.withdraw_due() == 1
    clocks.step(hours=-3)
    assert expiry.withdraw_due() == schedule.admit_due() == 0 and not is_public(content)
    assert plausible.doubt() is None


def test_records_stay_in_order_when_the_clock_goes_back(column, clocks):
    document = publish(make_content(column.site, column=column.key))
    clocks.step(minutes=-10)
    plausible.watch()
    content = intact.content_of(document)
    publish(replace(content, payload=content.payload | {"title": "后来"}))
    for moments in (
        AuditEntry.objects.order_by("id").values_list("at", flat=True),
        OutboxEntry.objects.order_by("id").values_list("created_at", flat=True),
    ):
        assert list(moments) == sorted(moments)
