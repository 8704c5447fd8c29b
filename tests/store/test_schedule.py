"""From when until when: the hours are parts of what was approved, and only approved hours count."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sites.store import clock, expiry, schedule
from sites.store.admit import Refused, admit
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry, Document, ScheduledAdmission

from .factories import AUTHOR, approve, make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime(2026, 11, 21, 12))


@pytest.fixture
def column():
    return make_column(make_site())


@pytest.fixture
def now(monkeypatch):
    """Let the test tell the time: ``now[0]`` is what the clock says."""
    moments = [NOON]
    monkeypatch.setattr(clock, "now", lambda: moments[0])
    return moments


def content_for(column, **payload):
    return make_content(column.site, column=column.key, payload=payload)


def at(hours):
    return (NOON + timedelta(hours=hours)).isoformat()


def test_what_is_early_waits_and_becomes_public_at_its_hour(column, now):
    content = content_for(column, publish_at=at(1))
    approve(content)
    assert schedule.is_early(content)
    with pytest.raises(Refused, match="定时发布"):
        admit(content, person="signer", authors=[AUTHOR])
    schedule.hold(content, person="signer", authors=[AUTHOR])
    now[0] += timedelta(minutes=59, seconds=59)
    assert schedule.admit_due() == 0
    now[0] += timedelta(seconds=1)
    seen = []
    assert schedule.admit_due(seen.append) == 1
    document = Document.objects.get(key=content.key)
    assert document.is_public and document.published_at == now[0] and seen == [document]
    assert not ScheduledAdmission.objects.exists()


def test_unapproved_content_is_not_held(column, now):
    with pytest.raises(NotApproved):
        schedule.hold(content_for(column, publish_at=at(1)), person="root", authors=[])


def test_another_hour_is_other_content(column, now):
    content = content_for(column, publish_at=at(1))
    approve(content)
    content.payload["publish_at"] = at(0.5)
    with pytest.raises(NotApproved):
        schedule.hold(content, person="signer", authors=[AUTHOR])


def test_a_row_slipped_in_admits_nothing(column, now):
    content = content_for(column, publish_at=at(-1))
    ScheduledAdmission.objects.create(
        key=content.key, site=column.site, digest=content.digest(), due_at=now[0], person="root"
    )
    assert schedule.admit_due() == 0
    assert ScheduledAdmission.objects.get().error and not Document.objects.filter(key=content.key).exists()


def test_a_newer_version_takes_the_place_of_what_waits(column, now):
    first = content_for(column, publish_at=at(1))
    approve(first)
    schedule.hold(first, person="signer", authors=[AUTHOR])
    newer = make_content(column.site, column=column.key, key=first.key, translation_group=first.translation_group)
    publish(newer)
    now[0] += timedelta(hours=2)
    assert schedule.admit_due() == 0
    assert Document.objects.get(key=first.key).digest == newer.digest()


def test_what_waits_can_be_let_go(column, now):
    content = content_for(column, publish_at=at(1))
    approve(content)
    schedule.hold(content, person="signer", authors=[AUTHOR])
    assert schedule.cancel(content.key, by="author") and not schedule.cancel(content.key, by="author")
    assert AuditEntry.objects.filter(act="cancel schedule", person="author").count() == 1
    now[0] += timedelta(hours=2)
    assert schedule.admit_due() == 0


def test_what_has_come_to_its_end_is_taken_back(column, now):
    document = publish(content_for(column, expire_at=at(2)))
    assert document.expires_at == NOON + timedelta(hours=2)
    now[0] += timedelta(hours=1, minutes=59)
    assert expiry.withdraw_due() == 0
    now[0] += timedelta(minutes=1)
    seen = []
    assert expiry.withdraw_due(seen.append) == 1 == len(seen)
    assert not Document.objects.get(key=document.key).is_public
    assert AuditEntry.objects.filter(act="expire", subject=document.key).exists()


def test_an_end_that_nobody_approved_ends_nothing(column, now):
    document = publish(content_for(column))
    Document.objects.filter(key=document.key).update(expires_at=now[0])
    assert expiry.withdraw_due() == 0
    assert Document.objects.get(key=document.key).is_public


def test_a_document_published_anew_without_an_end_has_none(column, now):
    document = publish(content_for(column, expire_at=at(2)))
    content = make_content(
        column.site, column=column.key, key=document.key, translation_group=document.translation_group
    )
    assert publish(content).expires_at is None


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"expire_at": at(-1)}, "已过"),
        ({"expire_at": "明天"}, "看不懂"),
        ({"publish_at": at(-2), "expire_at": at(-3)}, "已过"),
    ],
)
def test_nonsense_is_refused_in_words(column, now, payload, words):
    content = content_for(column, **payload)
    approve(content)
    with pytest.raises(Refused, match=words):
        admit(content, person="signer", authors=[AUTHOR])


def test_a_home_does_not_end(column, now):
    home = Document.objects.get(kind="home")
    content = make_content(column.site, "home", payload={"expire_at": at(1)}, key=home.key)
    content = type(content)(**{**vars(content), "translation_group": home.translation_group})
    approve(content)
    with pytest.raises(Refused, match="首页"):
        admit(content, person="signer", authors=[AUTHOR])


def test_a_withdrawal_lets_go_of_what_waits(column, now):
    document = publish(content_for(column))
    later = make_content(
        column.site,
        column=column.key,
        key=document.key,
        translation_group=document.translation_group,
        payload={"publish_at": at(1)},
    )
    approve(later)
    schedule.hold(later, person="signer", authors=[AUTHOR])
    take_back(document)
    now[0] += timedelta(hours=2)
    assert schedule.admit_due() == 0 and not Document.objects.get(key=document.key).is_public
