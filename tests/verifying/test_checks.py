"""Looks by night and on request: what is due, what is kept, who is told, what the screens say."""

import os
import subprocess
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.inbox.notifying import Alarm
from cms.verifying import due, running, starting
from cms.verifying.asking import ask
from cms.verifying.models import BuildCheck
from sites.git import program
from sites.git.repository import Repository
from sites.release.places import repository_path
from sites.release.publishing import release_pending
from sites.release.roots import root_of
from sites.store import clock, plausible
from sites.store.models import AuditEntry
from tests.accounts.offices import office, person

pytestmark = pytest.mark.django_db
TOLD: list[tuple[object, str]] = []


def listen(item: object, occasion: str) -> None:
    TOLD.append((item, occasion))


def at(day: int, hour: int) -> datetime:
    return timezone.make_aware(datetime(2026, 11, day, hour))


@pytest.fixture
def portal():
    return office("portal")


@pytest.fixture
def township(portal):
    return office("township", path="township")


@pytest.fixture
def now(monkeypatch):
    moments = [at(21, 12)]
    monkeypatch.setattr(clock, "now", lambda: moments[0])
    return moments


def test_each_site_is_looked_at_once_a_night(portal, township, now, settings):
    release_pending()
    assert due.due_tonight() is None and running.run_due() == 0
    now[0] = at(22, 2)
    assert running.run_due(limit=1) == 1
    assert running.run_due() == 1, "what the first process did not come to is done by the next"
    assert running.run_due() == 0
    assert [check.is_equal for check in BuildCheck.objects.all()] == [True, True]
    now[0] = at(23, 2)
    first = due.due_tonight()
    assert first is not None and first == BuildCheck.objects.order_by("ended_at", "id").first().site
    settings.SUMU_BUILD_CHECK = {"weekdays": [3]}
    assert due.due_tonight() is None
    settings.SUMU_BUILD_CHECK = {"from": "22:00", "until": "02:30", "weekdays": [7]}
    assert due.due_tonight(at(23, 1)) is not None, "a night that began on Sunday passes midnight"


def test_a_look_that_a_restart_ended_is_taken_again(portal, now):
    release_pending()
    ask([portal.site], "admin-system")
    BuildCheck.objects.update(started_at=at(21, 11))
    assert ask([portal.site], "admin-system") == 0
    assert running.run_due() == 1
    check = BuildCheck.objects.get()
    assert check.is_equal and check.asked_by == "admin-system" and check.files > 0


def test_a_difference_is_an_alarm(portal, var, settings, client, django_capture_on_commit_callbacks):
    settings.SUMU_NOTIFIER = f"{__name__}.listen"
    release_pending()
    index = var / "www" / portal.site.host / "index.html"
    index.write_text("tampered")
    client.force_login(person("root", is_superuser=True))
    client.post(reverse("cms_verifying:check_now"), {"site": "portal"})
    TOLD.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert running.run_due() == 1
    check = BuildCheck.objects.get()
    assert (check.count, check.differences[0]["path"]) == (1, "index.html")
    item, occasion = TOLD[0]
    assert isinstance(item, Alarm) and occasion == "build" and item.site == portal.site and "1 个" in item.title
    assert AuditEntry.objects.filter(act="build differs", site="portal").count() == 1
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 个公开文件与全量生成的不一致" in home
    shown = client.get(reverse("cms_verifying:checks")).content.decode()
    assert "1 个站点不一致" in shown and "1 个文件不一致" in shown
    shown = client.get(reverse("cms_verifying:check", args=[check.pk])).content.decode()
    assert "index.html" in shown and "线上的文件被改动" in shown
    client.force_login(portal.editor)
    assert client.get(reverse("cms_verifying:checks")).status_code in (302, 403)


def test_the_worker_starts_a_look_only_when_one_is_due(portal, now, monkeypatch):
    started, really = [], subprocess.Popen
    monkeypatch.setattr(
        starting.subprocess, "Popen", lambda *_, **options: started.append(really(["sleep", "60"])) or started[-1]
    )
    monkeypatch.setattr(starting, "_looked", -1000.0)
    assert starting.start_due() == 0 and not started
    ask([portal.site], "admin-system")
    monkeypatch.setattr(starting, "_looked", -1000.0)
    assert starting.start_due() == 0 and len(started) == 1
    assert os.getpriority(os.PRIO_PROCESS, started[0].pid) >= starting.YIELDING > 0
    started[0].kill()
    started[0].wait()


def test_the_clock_is_shown_and_confirmed(portal, client, now):
    plausible.forget()
    now[0] += timedelta(days=400)
    plausible.watch()
    now[0] -= timedelta(days=400)
    client.force_login(person("root", is_superuser=True))
    assert plausible.doubt() is not None
    assert "时钟存疑" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "时钟忽然向前走了很多" in client.get(reverse("cms_verifying:clock")).content.decode()
    client.post(reverse("cms_verifying:confirm_clock"))
    assert plausible.doubt() is None
    assert AuditEntry.objects.filter(act=plausible.CONFIRM, person="root").count() == 1
    plausible.forget()


def test_a_repository_that_was_damaged_at_rest_is_found_and_mended(
    portal, var, settings, django_capture_on_commit_callbacks
):
    """No release reads the page that is damaged, so nobody else would notice."""
    settings.SUMU_NOTIFIER = f"{__name__}.listen"
    release_pending()
    TOLD.clear()
    repository = Repository(repository_path(portal.site))
    name = str(repository.head().tree["robots.txt"].id)
    damaged = repository.path / "objects" / name[:2] / name[2:]
    damaged.chmod(0o644)
    damaged.write_bytes(b"damaged")
    public = (root_of(portal.site).folder / "robots.txt").read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        found = running.take(BuildCheck.objects.create(site=portal.site, asked_at=clock.now()))
    assert "已损坏" in found.error and not found.is_equal and not repository.path.exists()
    assert [path.name.startswith(f"{portal.site.key}-") for path in (var / "damaged").iterdir()] == [True]
    assert any(isinstance(item, Alarm) and "已损坏" in item.title for item, _occasion in TOLD)
    assert AuditEntry.objects.filter(act="repository put aside").count() == 1
    assert (root_of(portal.site).folder / "robots.txt").read_bytes() == public
    release_pending()
    assert running.take(BuildCheck.objects.create(site=portal.site, asked_at=clock.now())).is_equal


def test_a_look_that_was_ended_proves_no_damage(portal, var, monkeypatch):
    release_pending()

    def ended(*arguments, **named):
        raise program.Failed("git fsck: ", was_ended=True)

    monkeypatch.setattr(program, "run", ended)
    assert running.take(BuildCheck.objects.create(site=portal.site, asked_at=clock.now())).is_equal
    assert repository_path(portal.site).exists() and not (var / "damaged").exists()
