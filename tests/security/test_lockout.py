"""Failed log-ins lock the account, then the address; the security administrator unlocks; the trail says all of it."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from cms.accounts.deciding import NotGranted
from cms.security import lockout
from cms.security.limits import value
from cms.security.lockout import UNKNOWN
from cms.security.unlock import unlock
from sites.store import clock
from sites.store.models import AuditEntry
from tests.accounts.offices import Office
from tests.security.doors import is_in, log_in


def acts(person: str) -> list[str]:
    return list(AuditEntry.objects.filter(person=person).order_by("pk").values_list("act", flat=True))


def test_five_failures_lock_the_account_everywhere(quiet: Office) -> None:
    for attempt in range(value("account_failures")):
        client, response = log_in("quiet-editor", "wrong", REMOTE_ADDR=f"10.0.0.{attempt}")
    assert response.status_code == 429 and "锁定" in response.content.decode()
    client, response = log_in("quiet-editor", REMOTE_ADDR="10.9.9.9")
    assert response.status_code == 429 and not is_in(client)
    assert lockout.locked_accounts() == ["quiet-editor"] and lockout.locked_addresses() == []
    assert acts("quiet-editor") == ["log in failed"] * 5 + ["lock out"]
    entry = AuditEntry.objects.filter(act="lock out").get()
    assert entry.origin == "10.0.0.4"


def test_what_comes_while_locked_neither_prolongs_nor_fills_the_trail(quiet: Office, monkeypatch) -> None:
    for _attempt in range(20):
        log_in("quiet-editor", "wrong")
    assert AuditEntry.objects.filter(act="log in failed").count() == value("account_failures")
    later = clock.now() + timedelta(minutes=value("lock_minutes") + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert lockout.locked_accounts() == []


def test_the_lock_ends_by_itself(quiet: Office) -> None:
    for _attempt in range(5):
        log_in("quiet-editor", "wrong")
    AccessAttempt.objects.update(attempt_time=clock.now() - timedelta(minutes=value("lock_minutes") + 1))
    assert is_in(log_in("quiet-editor")[0])


def test_many_names_from_one_address_lock_the_address(quiet: Office) -> None:
    for attempt in range(value("address_failures")):
        log_in(f"guess-{attempt}", "wrong", REMOTE_ADDR="10.0.0.7")
    assert lockout.locked_addresses() == ["10.0.0.7"]
    assert log_in("quiet-editor", REMOTE_ADDR="10.0.0.7")[1].status_code == 429
    assert is_in(log_in("quiet-editor", REMOTE_ADDR="10.0.0.8")[0])


def test_an_own_log_in_does_not_forgive_the_failures_on_others(quiet: Office) -> None:
    for attempt in range(value("address_failures") - 1):
        log_in(f"guess-{attempt}", "wrong", REMOTE_ADDR="10.0.0.7")
    assert is_in(log_in("quiet-first", REMOTE_ADDR="10.0.0.7")[0])
    log_in("one-more", "wrong", REMOTE_ADDR="10.0.0.7")
    assert lockout.locked_addresses() == ["10.0.0.7"]


def test_a_name_that_is_nobodys_never_enters_the_trail(quiet: Office) -> None:
    log_in("my-secret-password-typed-here", "wrong")
    assert acts(UNKNOWN) == ["log in failed"]
    assert not AuditEntry.objects.filter(person__contains="secret").exists()
    known, unknown = log_in("quiet-editor", "wrong")[1], log_in("nobody", "wrong")[1]
    assert known.status_code == unknown.status_code == 200


def test_only_the_security_administrator_unlocks(quiet: Office, three: dict) -> None:
    for _attempt in range(5):
        log_in("quiet-editor", "wrong")
    for by in ("admin-system", "admin-audit", "quiet-first"):
        with pytest.raises(NotGranted):
            unlock(username="quiet-editor", by=by)
    with pytest.raises(NotGranted):
        unlock(username="admin-security", by="admin-security")
    unlock(username="quiet-editor", by="admin-security")
    assert is_in(log_in("quiet-editor")[0])
    entry = AuditEntry.objects.get(act="unlock")
    assert (entry.person, entry.subject, entry.role) == ("admin-security", "quiet-editor", "security")


def test_the_log_in_page_is_chinese_and_asks_for_nothing_more(db: None) -> None:
    from django.test import Client

    page = Client().get(reverse("wagtailadmin_login")).content.decode()
    assert "登录" in page and "记住" not in page
