"""A theme on the disk is not public: pages change their looks by approval alone."""

import shutil

import pytest

from cms.changes import deciding
from cms.changes.models import ChangeRequest
from cms.inbox.models import WaitingItem
from cms.theming.differing import changes
from cms.theming.proposing import propose
from sites.build.models import Output, SiteState
from sites.build.theme import settled_digest, theme_in_force
from sites.release.publishing import release_pending, release_site
from sites.release.verifying import differences
from sites.store import clock, settled
from sites.store.models import AuditEntry, OutboxEntry, SettledState
from sites.store.reading import public
from tests.accounts.offices import no_secrets, office
from themes import location, snapshots

pytestmark = pytest.mark.django_db
WORDS = "新主题的页脚"


def texts(var):
    return {path: path.read_text() for path in (var / "www").rglob("*.html")}


def shown(var):
    return {path.name for path, text in texts(var).items() if WORDS in text}


def approved(request, place):
    deciding.approve(request, place.first)
    return deciding.approve(request, place.sign, form=no_secrets(place.sign))


@pytest.fixture
def portal(installed):
    place = office("portal")
    while release_pending():
        pass
    return place


def test_the_first_theme_is_recorded_and_kept(var, portal):
    digest = location.installed().digest
    assert settled_digest() == digest and snapshots.kept(var / "themes") == [digest]
    assert AuditEntry.objects.get(act="settle baseline", subject="theme:cluster")
    assert SiteState.objects.get().theme == digest
    assert propose() == 0


def test_no_page_shows_an_installed_theme_until_it_is_approved(var, portal, upgrade):
    upgrade(WORDS)
    portal.publish(portal.article("新稿件"))
    release_pending()
    assert any("新稿件" in text for text in texts(var).values()) and shown(var) == set()
    release_site(portal.site, "full build")
    assert shown(var) == set() and list(differences(portal.site)) == []
    assert propose() == 1 and propose() == 0
    assert WaitingItem.objects.filter(source="change").exists()
    release_site(portal.site, "full build")
    assert shown(var) == set()
    request = ChangeRequest.objects.get()
    deciding.approve(request, portal.first)
    release_site(portal.site, "full build")
    assert shown(var) == set()
    deciding.approve(request, portal.sign, form=no_secrets(portal.sign))
    assert OutboxEntry.objects.filter(released_at=None).count() == 1
    while release_pending():
        pass
    assert shown(var) == {path.name for path in texts(var)}, "every page has the new theme"
    assert list(differences(portal.site)) == [] and propose() == 0
    assert settled.current("theme", "cluster") == {"digest": location.installed().digest}


def test_after_a_newer_theme_the_old_request_is_taken_back(portal, upgrade):
    upgrade(WORDS)
    propose()
    upgrade(WORDS + "二")
    assert propose() == 1
    states = ChangeRequest.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["cancelled", "waiting"]
    upgrade("")
    shutil.copy(
        location.PACKAGE / "templates" / "fragments" / "footer.jinja",
        location.FOLDER / "templates" / "fragments" / "footer.jinja",
    )
    location.installed.cache_clear()
    assert propose() == 0 and not ChangeRequest.objects.filter(state="waiting").exists()


def test_an_altered_snapshot_is_refused_and_the_last_good_version_stays(var, portal, upgrade):
    settled_one = settled_digest()
    upgrade("something else is installed")
    portal.publish(portal.article("新稿件"))
    before = texts(var)
    template = var / "themes" / settled_one / "templates" / "fragments" / "footer.jinja"
    template.chmod(0o644)
    template.write_text(f"<p>{WORDS}</p>")
    snapshots.load.cache_clear()
    with pytest.raises(snapshots.SnapshotAltered, match="被改动"):
        theme_in_force()
    assert release_pending() == 0
    assert "主题快照被改动过" in OutboxEntry.objects.filter(released_at=None).first().error
    assert texts(var) == before
    with pytest.raises(snapshots.SnapshotAltered):
        release_site(portal.site, "full build")
    assert texts(var) == before and not Output.objects.exclude(error="").exists()


def test_the_installation_puts_its_own_snapshot_right(var, portal):
    template = var / "themes" / settled_digest() / "templates" / "base.jinja"
    template.chmod(0o644)
    template.write_text("altered")
    snapshots.load.cache_clear()
    propose()
    assert theme_in_force() == location.installed()
    assert AuditEntry.objects.filter(act="repair theme").exists()


def test_a_missing_or_strange_theme_cannot_be_settled(portal):
    applier = settled.applier_of("theme")
    for digest in ("0" * 64, "../etc", ""):
        with pytest.raises(Exception, match="主题"):
            applier.validate(settled.Change("theme", "cluster", "portal", {"digest": digest}))


def test_the_reviewers_see_old_and_new_side_by_side(client, portal, upgrade):
    upgrade(WORDS)
    propose()
    request = ChangeRequest.objects.get()
    found = changes(request.before["digest"], request.after["digest"])
    assert [change.path for change in found] == ["templates/fragments/footer.jinja"]
    assert f"+<p>{WORDS}</p>" in found[0].lines
    client.force_login(portal.first)
    page = client.get(f"/admin/changes/request/{request.pk}/").content.decode()
    home = public().get(kind="home")
    for side, wanted in (("before", False), ("after", True)):
        address = f"/admin/theme/{getattr(request, side)['digest']}/{home.key}/"
        assert address in page
        assert (WORDS in client.get(address).content.decode()) is wanted
    assert client.get(f"/admin/theme/{'0' * 64}/{home.key}/").status_code == 404


def test_a_row_that_nobody_approved_counts_for_nothing(var, portal, upgrade):
    """Somebody writes into the store's table: neither a theme nor a notice becomes public by it."""
    upgrade(WORDS)
    propose()
    common = {"digest": "0" * 64, "person": "nobody", "at": clock.now()}
    SettledState(kind="theme", key="cluster", payload={"digest": location.installed().digest}, **common).save()
    notice = {"record": "1", "texts": {"zh-hans": WORDS}, "link": "", "ends_at": "2099-01-01T00:00:00+00:00"}
    SettledState(kind="banner", key="portal", payload=notice, **common).save()
    release_site(portal.site, "full build")
    assert shown(var) == set()
