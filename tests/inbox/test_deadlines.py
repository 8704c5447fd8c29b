"""Deadlines, reminders, escalation."""

from datetime import date, timedelta
from typing import Any

import pytest

from cms.inbox import deadlines
from cms.inbox.keeping_deadlines import BadDeadline, remove_deadline, set_deadline
from cms.inbox.keeping_holidays import set_holiday
from cms.inbox.models import DeadlineRule, WaitingItem
from cms.inbox.reminding import remind
from sites.store import clock
from sites.store.models import AuditEntry
from tests.inbox.conftest import Office

VALUES = {
    "amount": 5,
    "unit": "days",
    "remind_before": 2,
    "escalate_to": "sign",
    "source": "局办公室规定",
    "certainty": "确定",
    "by": "admin",
}
told: list[tuple[str, str]] = []


def tell(item: WaitingItem, occasion: str) -> None:
    told.append((item.reference, occasion))


def acts() -> list[str]:
    return list(AuditEntry.objects.filter(act__in=("remind", "escalate")).values_list("act", flat=True))


def move(item: WaitingItem, **columns: Any) -> None:
    WaitingItem.objects.filter(pk=item.pk).update(**columns)


def test_the_most_specific_rule_counts(school: Office, portal: Office) -> None:
    general = DeadlineRule.objects.get(stage="", site=None)
    set_deadline(None, "first", "", **VALUES)
    set_deadline(None, "first", "policy", **VALUES | {"amount": 6})
    set_deadline(school.site, "", "", **VALUES | {"amount": 7})
    rules = list(DeadlineRule.objects.all())

    def amount(office: Office, stage: str, kind: str) -> int:
        return deadlines.choose(rules, office.site.pk, stage, kind).amount

    assert amount(portal, "second", "article") == general.amount
    assert amount(portal, "first", "article") == 5
    assert amount(portal, "first", "policy") == 6
    assert amount(school, "first", "policy") == 7


def test_without_any_rule_there_still_is_a_deadline(school: Office) -> None:
    DeadlineRule.objects.all().delete()
    assert school.item().due_at > clock.now()


@pytest.mark.parametrize(
    "spoiled", [{"amount": 0}, {"amount": 61}, {"amount": 81, "unit": "hours"}, {"remind_before": 5}, {"source": " "}]
)
def test_a_rule_that_cannot_be_is_refused(db: None, spoiled: dict[str, Any]) -> None:
    with pytest.raises(BadDeadline):
        set_deadline(None, "first", "", **VALUES | spoiled)
    assert not DeadlineRule.objects.filter(stage="first").exists()


def test_the_general_rule_stays(db: None) -> None:
    with pytest.raises(BadDeadline):
        remove_deadline(DeadlineRule.objects.get(stage="", site=None), by="admin")
    remove_deadline(DeadlineRule.objects.get(stage="sign"), by="admin")
    assert AuditEntry.objects.filter(act="remove deadline", subject="sign/*").exists()


def test_what_waits_follows_a_change_of_the_tables(school: Office) -> None:
    item = school.item()
    set_deadline(school.site, "first", "", **VALUES)
    later = WaitingItem.objects.get()
    assert later.due_at > item.due_at
    day = later.due_at.astimezone().date()
    name = {"name": "台风", "source": "通知", "certainty": "确定", "by": "admin"}
    moved = set_holiday(day, day + timedelta(days=1), is_working_day=False, **name)
    assert moved == 1 and WaitingItem.objects.get().due_at > later.due_at


def test_a_reminder_and_an_escalation_come_once(
    school: Office, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SUMU_NOTIFIER = f"{__name__}.tell"
    told.clear()
    item, now = school.item(), clock.now()
    move(item, remind_at=now + timedelta(hours=1))
    assert remind() == 0
    move(item, remind_at=now - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert [remind(), remind()] == [1, 0]
    assert acts() == ["remind"] and WaitingItem.objects.get().reminded_at
    move(item, due_at=now - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert [remind(), remind()] == [1, 0]
    assert acts() == ["remind", "escalate"] and WaitingItem.objects.get().escalated_at
    assert told == [("1", "remind"), ("1", "escalate")]


def test_what_is_overdue_already_is_not_reminded_of(school: Office) -> None:
    past = clock.now() - timedelta(days=30)
    move(school.item(), remind_at=past, due_at=past)
    remind()
    assert acts() == ["escalate"]


def test_a_notifier_that_fails_stops_nothing(
    school: Office, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SUMU_NOTIFIER = "tests.inbox.test_deadlines.nobody_there"
    for reference in "12":
        move(school.item(reference), remind_at=clock.now() - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert remind() == 2
    assert acts() == ["remind", "remind"]


def test_a_due_day_of_the_shipped_table(school: Office) -> None:
    from datetime import UTC, datetime

    item = school.item(started_at=datetime(2026, 9, 30, 2, tzinfo=UTC))
    assert item.due_at.astimezone(deadlines.holidays.calendar().zone).date() == date(2026, 10, 9)
