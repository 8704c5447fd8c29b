"""How long a log-in lasts, how many there may be, from where requests come, and what the trail says of it."""

from datetime import timedelta

import pytest
from django.test import RequestFactory, override_settings
from django.urls import reverse

from cms.security.limits import value
from cms.security.models import OpenSession
from cms.security.origin import client_address
from sites.store import clock
from sites.store.models import AuditEntry
from tests.accounts.offices import Office
from tests.security.doors import is_in, log_in


def aged(**fields: timedelta) -> None:
    for name, by in fields.items():
        OpenSession.objects.update(**{name: clock.now() - by})


def test_an_idle_log_in_ends(quiet: Office) -> None:
    client = log_in("quiet-editor")[0]
    aged(seen_at=timedelta(minutes=value("idle_minutes") - 1))
    assert is_in(client)
    assert OpenSession.objects.get().seen_at > clock.now() - timedelta(minutes=1), "somebody was there"
    aged(seen_at=timedelta(minutes=value("idle_minutes") + 1))
    answer = client.get("/admin/")
    assert answer.url == reverse("wagtailadmin_login")
    assert "重新登录" in client.get(answer.url).content.decode()


def test_an_open_editor_alone_does_not_keep_a_log_in_open(quiet: Office) -> None:
    client = log_in("quiet-editor")[0]
    aged(seen_at=timedelta(minutes=value("idle_minutes") - 1))
    before = OpenSession.objects.get().seen_at
    client.post("/admin/editing-sessions/ping/pages/articlepage/1/")
    assert OpenSession.objects.get().seen_at == before


def test_a_log_in_ends_however_busy(quiet: Office) -> None:
    client = log_in("quiet-editor")[0]
    aged(started_at=timedelta(hours=value("session_hours"), minutes=1))
    assert not is_in(client)


def test_the_oldest_log_in_ends_when_there_are_too_many(quiet: Office) -> None:
    clients = [log_in("quiet-editor")[0] for _each in range(value("sessions_per_account") + 1)]
    assert [is_in(client) for client in clients] == [False] + [True] * value("sessions_per_account")


def test_a_session_without_its_row_is_worth_nothing(quiet: Office) -> None:
    client = log_in("quiet-editor")[0]
    OpenSession.objects.all().delete()
    assert not is_in(client)


def test_other_log_ins_are_shown_and_ended(quiet: Office) -> None:
    here = log_in("quiet-editor", REMOTE_ADDR="10.1.1.1")[0]
    there = log_in("quiet-editor", REMOTE_ADDR="10.2.2.2")[0]
    page = here.get(reverse("cms_login:overview")).content.decode()
    assert "10.1.1.1" in page and "10.2.2.2" in page
    here.post(reverse("cms_login:end_others"))
    assert is_in(here) and not is_in(there)


def test_log_in_and_log_out_stand_in_the_trail_with_the_origin(quiet: Office) -> None:
    client = log_in("quiet-editor", REMOTE_ADDR="10.1.1.1")[0]
    client.post(reverse("wagtailadmin_logout"), REMOTE_ADDR="10.1.1.1")
    entries = AuditEntry.objects.filter(person="quiet-editor").order_by("pk").values_list("act", "origin")
    assert list(entries) == [("log in", "10.1.1.1"), ("log out", "10.1.1.1")]
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "client"),
    [
        ("10.0.0.9", "", [], "10.0.0.9"),
        ("10.0.0.9", "1.2.3.4", [], "10.0.0.9"),
        ("10.0.0.9", "1.2.3.4", ["10.0.0.9/32"], "1.2.3.4"),
        ("10.0.0.9", "6.6.6.6, 1.2.3.4", ["10.0.0.0/8"], "1.2.3.4"),
        ("10.0.0.9", "6.6.6.6, 1.2.3.4, 10.0.0.8", ["10.0.0.0/8"], "1.2.3.4"),
        ("10.0.0.9", "nonsense", ["10.0.0.0/8"], "10.0.0.9"),
        ("::1", "2001:db8::7", ["::1/128"], "2001:db8::7"),
        ("", "1.2.3.4", ["10.0.0.0/8"], ""),
    ],
)
def test_only_trusted_proxies_say_from_where(remote: str, forwarded: str, trusted: list[str], client: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(SUMU_TRUSTED_PROXIES=trusted):
        assert client_address(request) == client
