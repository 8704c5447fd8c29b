"""Emergencies go before every other release, and a rebuild under way gives way."""

from datetime import timedelta

import pytest

from cms.emergency.confirming import confirm
from cms.emergency.declaring import declare_notice
from sites.build.models import SiteState
from sites.build.rendering import pages
from sites.release import publishing, releasing, urgent
from sites.release.publishing import is_emergency_waiting, release_pending, release_site, release_urgent
from sites.release.verifying import differences
from sites.store import clock
from sites.store.models import OutboxEntry
from tests.accounts.offices import no_secrets

pytestmark = pytest.mark.django_db
TEXT = "停水紧急通知"


def emergency(place):
    record = declare_notice(
        [place.site],
        {"zh-hans": TEXT},
        reason="管网爆裂",
        ends_at=clock.now() + timedelta(hours=5),
        user=place.editor,
    )
    return confirm(record, place.sign, form=no_secrets(place.sign))


def home(var, place):
    return (var / "www" / place.site.host / place.site.path / "index.html").read_text()


def stale():
    SiteState.objects.update(maker="an older builder")


def test_it_does_not_wait_for_what_came_before_it(var, portal, township):
    release_pending()
    portal.publish(portal.article("平常稿件"))
    emergency(township)
    assert release_pending() == 1
    assert TEXT in home(var, township) and "平常稿件" not in home(var, portal)
    assert release_pending() == 1 and not OutboxEntry.objects.filter(released_at=None).exists()


def test_a_site_that_waits_for_its_rebuild_shows_it_at_once(var, portal, monkeypatch):
    release_pending()
    stale()
    emergency(portal)
    monkeypatch.setattr(releasing, "FullBuild", lambda *args: pytest.fail("rebuilt in full"))
    assert release_urgent() == 1 and TEXT in home(var, portal)
    monkeypatch.undo()
    assert release_pending() == 1 and TEXT in home(var, portal)
    assert list(differences(portal.site)) == []


def test_a_rebuild_under_way_gives_way(var, portal, township, monkeypatch):
    """The emergency is confirmed while its site is being built in full: it is public before that build ends."""
    portal.publish(portal.article())
    while release_pending():
        pass
    stale()
    monkeypatch.setattr(urgent, "LOOK_EVERY", 0)
    original, seen = pages.document_page, []

    def document_page(reader, document, **more):
        if not seen:
            seen.append(document.title)
            emergency(portal)
        return original(reader, document, **more)

    monkeypatch.setattr(pages, "document_page", document_page)
    assert release_pending() >= 1
    assert seen and TEXT in home(var, portal)
    assert SiteState.objects.get(site=portal.site).maker == "an older builder", "the rebuild is begun anew later"
    while release_pending():
        pass
    assert not SiteState.objects.filter(maker="an older builder").exists()
    assert list(differences(portal.site)) == [] and list(differences(township.site)) == []


def test_a_full_build_by_command_gives_way_and_still_ends(var, portal, monkeypatch):
    portal.publish(portal.article())
    release_pending()
    monkeypatch.setattr(urgent, "LOOK_EVERY", 0)
    original, seen = pages.document_page, []

    def document_page(reader, document, **more):
        if not seen:
            seen.append(document.title)
            emergency(portal)
        return original(reader, document, **more)

    monkeypatch.setattr(pages, "document_page", document_page)
    release_site(portal.site, "full build")
    assert TEXT in home(var, portal) and not OutboxEntry.objects.filter(released_at=None).exists()


def test_an_emergency_that_fails_waits_like_any_other(portal, monkeypatch):
    release_pending()
    emergency(portal)
    monkeypatch.setattr(
        publishing, "release_changes", lambda *args, **more: (_ for _ in ()).throw(OSError("disk full"))
    )
    assert release_urgent() == 0
    assert "disk full" in OutboxEntry.objects.get(released_at=None).error
    assert not is_emergency_waiting()


def test_sites_to_rebuild_come_one_by_one_after_everything_else(portal, township):
    release_pending()
    stale()
    portal.publish(portal.article("平常稿件"))
    assert release_pending() == 1, "a change waits for no rebuild"
    assert set(OutboxEntry.objects.filter(released_at=None).values_list("cause", flat=True)) == {"theme"}
    assert SiteState.objects.filter(maker="an older builder").count() == 2
    assert release_pending() == 1 and release_pending() == 1 and release_pending() == 0
    assert not SiteState.objects.filter(maker="an older builder").exists()
