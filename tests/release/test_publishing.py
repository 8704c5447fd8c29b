"""From an approved document to its file in the web root, and what happens when something fails on the way."""

import subprocess
import zlib
from datetime import timedelta

import pytest

from sites.build.models import Output, SiteState
from sites.build.rendering import pages
from sites.release import publishing, releasing
from sites.release.models import Task
from sites.release.publishing import release_pending, release_site
from sites.release.verifying import differences
from sites.store import blobs
from sites.store.models import OutboxEntry
from tests.changes.parts import changed, settle
from tests.store.factories import make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def column(site):
    return make_column(site)


def root(var, site):
    return var / "www" / site.host / site.path


def log(var, site):
    command = ["git", "-C", var / "releases" / f"{site.key}.git", "log", "-1", "--format=%H%n%B"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_published_document_is_live_and_its_release_names_the_approvals(var, site, column):
    release_pending()
    content = make_content(site, column=column.key, payload={"title": "关于开学的通知"})
    document = publish(content)
    assert release_pending() == 1
    assert "关于开学的通知" in (root(var, site) / document.path).read_text()
    assert "关于开学的通知" in (root(var, site) / column.path).read_text()
    entry = OutboxEntry.objects.get(document=document.key)
    said = log(var, site)
    assert entry.released_at and entry.release == said.split()[0] and not entry.error
    for part in (
        "admit: 关于开学的通知",
        document.key,
        document.digest,
        "publish/first: first-reviewer",
        "publish/sign",
    ):
        assert part in said
    assert release_pending() == 0
    assert list(differences(site)) == []


def test_a_withdrawn_document_leaves_no_trace_in_public(var, site, column):
    picture = {"alt": "", "caption": "", "sizes": [{"digest": blobs.put(b"jpeg", "jpg"), "extension": "jpg"}]}
    picture["sizes"][0] |= {"width": 1, "height": 1}
    document = publish(make_content(site, column=column.key, payload={"title": "要撤的稿子", "picture": picture}))
    release_pending()
    assert list(root(var, site).glob("media/*/*.jpg"))
    take_back(document)
    assert release_pending() == 1
    assert not (root(var, site) / "media").exists()
    own = root(var, site) / document.path
    assert "页面已撤下" in own.read_text()
    for path in root(var, site).rglob("*.*ml"):
        assert "要撤的稿子" not in path.read_text() and (path == own or document.path not in path.read_text())
    assert list(differences(site)) == []


def test_two_sites_on_one_host_share_it_without_touching_each_other(var, site, column):
    office = make_site("jyj", "jyj", kind="department")
    news = make_column(office)
    document = publish(make_content(office, column=news.key))
    release_pending()
    assert (root(var, office) / document.path).exists() and (root(var, site) / "jyj" / document.path).exists()
    robots = (root(var, site) / "robots.txt").read_text()
    assert "/sitemap.xml" in robots and "/jyj/sitemap.xml" in robots
    assert not (root(var, office) / "robots.txt").exists()
    release_site(site, "again")
    take_back(document)
    release_pending()
    assert list(differences(site)) == [] and list(differences(office)) == []


def failing(title):
    original = pages.document_page

    def document_page(reader, document, **more):
        if document.title == title:
            raise ValueError("bad block")
        return original(reader, document, **more)

    return document_page


def test_a_page_that_fails_keeps_its_last_good_version_and_stops_nobody(var, site, column, monkeypatch):
    good = make_content(site, column=column.key, payload={"title": "旧版"})
    document = publish(good)
    release_pending()
    with monkeypatch.context() as patch:
        patch.setattr(pages, "document_page", failing("坏稿"))
        publish(
            make_content(
                site,
                column=column.key,
                key=good.key,
                translation_group=good.translation_group,
                payload={"title": "坏稿"},
            )
        )
        other = publish(make_content(site, column=column.key, payload={"title": "好稿"}))
        assert release_pending() == 1
        assert "旧版" in (root(var, site) / document.path).read_text()
        assert "好稿" in (root(var, site) / other.path).read_text()
        entry = OutboxEntry.objects.get(released_at=None)
        assert entry.document == document.key and "bad block" in entry.error
        assert release_pending() == 0 and Task.objects.get(built_at=None).attempts == 1, (
            "it waits before it is tried again"
        )
        release_site(site, "full build while it fails")
        assert "旧版" in (root(var, site) / document.path).read_text()
    Task.objects.filter(built_at=None).update(tried_at=entry.created_at - timedelta(hours=1))
    assert release_pending() == 1
    assert "坏稿" in (root(var, site) / document.path).read_text()
    assert not OutboxEntry.objects.filter(released_at=None).exists() and not Output.objects.exclude(error="").exists()
    assert list(differences(site)) == []


def test_a_new_version_heals_a_page_that_failed(var, site, column, monkeypatch):
    release_pending()
    monkeypatch.setattr(pages, "document_page", failing("坏稿"))
    bad = make_content(site, column=column.key, payload={"title": "坏稿"})
    document = publish(bad)
    assert release_pending() == 0 and not (root(var, site) / document.path).exists()
    publish(make_content(site, column=column.key, key=bad.key, translation_group=bad.translation_group))
    assert release_pending() == 2
    assert (root(var, site) / document.path).exists()


def test_a_site_that_fails_does_not_hold_up_another(var, site, column, monkeypatch):
    office = make_site("jyj", "jyj", kind="department")
    news = make_column(office)
    release_pending()
    original = releasing.check_out

    def broken(repository, web_root, **said):
        if web_root.folder == root(var, office):
            raise OSError("no space left")
        return original(repository, web_root, **said)

    theirs = publish(make_content(office, column=news.key))
    ours = publish(make_content(site, column=column.key))
    with monkeypatch.context() as patch:
        patch.setattr(releasing, "check_out", broken)
        assert release_pending() == 1
    assert (root(var, site) / ours.path).exists()
    entry = OutboxEntry.objects.get(released_at=None)
    assert entry.document == theirs.key and "no space left" in entry.error
    Task.objects.update(attempts=0)
    assert release_pending() == 1 and (root(var, office) / theirs.path).exists()


@pytest.mark.parametrize("stop_at", ["commit", "publish", "record", "check_out", "mark"])
def test_a_crash_at_any_step_loses_nothing(var, site, column, monkeypatch, stop_at):
    release_pending()
    document = publish(make_content(site, column=column.key))

    def crash(*arguments, **named):
        raise KeyboardInterrupt

    target = {
        "commit": (releasing.Repository, "prepare_changes"),
        "publish": (releasing.Repository, "publish"),
        "record": (releasing.ChangeBuild, "record"),
        "check_out": (releasing, "check_out"),
        "mark": (publishing, "mark_built"),
    }[stop_at]
    with monkeypatch.context() as patch:
        patch.setattr(*target, crash)
        with pytest.raises(KeyboardInterrupt):
            release_pending()
    assert release_pending() == 1
    assert (root(var, site) / document.path).exists() and list(differences(site)) == []


def test_another_theme_rebuilds_each_site_once(var, site, column):
    release_pending()
    SiteState.objects.update(maker="an older theme")
    assert release_pending() == 1
    assert OutboxEntry.objects.get(cause="theme").released_at
    assert release_pending() == 0 and SiteState.objects.exclude(maker="an older theme").count() == 1


def test_a_site_that_moves_leaves_nothing_behind(var, site, column):
    document = publish(make_content(site, column=column.key))
    release_pending()
    old = root(var, site)
    settle(changed("site", site.key, site.key, host="new.example.localhost"))
    release_pending()
    site.refresh_from_db()
    assert (root(var, site) / document.path).exists() and list(differences(site)) == []
    assert [path for path in old.rglob("*") if path.is_file()] == []


def test_one_publish_writes_few_files_whatever_the_size(var, site, column):
    above = publish(make_content(site, "column", slug="top"))
    below = publish(make_content(site, "column", slug="sub", column=above.key))
    for _ in range(61):
        publish(make_content(site, column=below.key))
    release_pending()
    document = publish(make_content(site, column=below.key))
    release_pending()
    entry = OutboxEntry.objects.get(document=document.key)
    command = ["git", "-C", var / "releases" / "portal.git", "diff", "--name-only", f"{entry.release}^", entry.release]
    changed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert document.path in changed and len(changed) <= 8


def test_a_site_of_which_much_changes_is_built_in_full(var, site, column, monkeypatch):
    """The files and what is remembered are the same as after building what the change leads to."""
    publish(make_content(site, column=column.key))
    release_pending()
    built = []

    class Noting(releasing.FullBuild):
        def record(self):
            built.append(self.site)
            super().record()

    monkeypatch.setattr(releasing, "FullBuild", Noting)
    monkeypatch.setattr(releasing, "SHARE", 0.01)
    for many, text, times in ((100, "只生成变更", 0), (1, "全部生成", 1)):
        monkeypatch.setattr(releasing, "MANY", many)
        document = publish(make_content(site, column=column.key, payload={"title": text}))
        assert release_pending() == 1 and len(built) == times
        assert text in (root(var, site) / document.path).read_text()
        assert list(differences(site)) == []


@pytest.mark.parametrize("failure", [OSError("no space left"), zlib.error("damaged")], ids=["disk", "object"])
def test_what_was_replaced_is_cleared_away_after_the_change_is_noted(var, site, column, monkeypatch, failure):
    monkeypatch.setattr(releasing, "AT_ONCE", 1)
    publish(make_content(site, column=column.key))

    def broken(*_said):
        assert not Task.objects.filter(built_at=None).exists()
        raise failure

    monkeypatch.setattr(releasing, "clear_aside", broken)
    assert release_pending()
    assert list(differences(site)) == []
