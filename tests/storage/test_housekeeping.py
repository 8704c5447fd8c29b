"""What may go goes by rule, aside first; what is public, kept, drafted or evidence stays."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from cms.storage import housekeeping, pruning, rules, scheduling, usage
from sites.git import repacking
from sites.release.publishing import release_pending
from sites.store import blobs, clock
from sites.store.models import AuditEntry, DocumentMedia, Version
from tests.store.factories import make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(tmp_path) -> Iterator[Path]:
    folder = tmp_path / "var"
    folder.mkdir()
    with override_settings(SUMU_VAR=folder, MEDIA_ROOT=folder / "media"):
        yield folder


def age(days):
    """Let everything that lies in the state folder be ``days`` older."""
    moment = time.time() - days * pruning.DAY
    for path in Path(settings.SUMU_VAR).rglob("*"):
        os.utime(path, (moment, moment))


def picture(text: str) -> dict:
    size = {"digest": blobs.put(text.encode(), "jpg"), "extension": "jpg", "width": 1, "height": 1}
    return {"alt": "", "caption": "", "sizes": [size]}


def names(found):
    return {each.path.name for each in found}


def test_what_is_public_kept_or_evidence_stays_and_the_rest_goes_aside(var, monkeypatch):
    site = make_site()
    column = make_column(site)
    publish(make_content(site, column=column.key, payload={"title": "公开", "picture": picture("public")}))
    gone = publish(make_content(site, column=column.key, payload={"title": "撤下", "picture": picture("withdrawn")}))
    take_back(gone)
    seen = blobs.path_of(blobs.put(b"<p>what was signed</p>", "html"), "html")
    stray = blobs.path_of(blobs.put(b"nobody names this", "pdf"), "pdf")
    original = var / "media" / "pictures" / "aa" / f"{'a' * 64}.jpg"
    original.parent.mkdir(parents=True)
    original.write_bytes(b"original")
    assert not names(pruning.prunable())
    age(rules.value("unnamed_days") + 1)
    assert names(pruning.prunable()) == {stray.name, original.name}
    done = housekeeping.housekeep("tester")
    assert not stray.exists() and not original.exists() and seen.exists()
    assert (var / "pruned" / stray.relative_to(var)).read_bytes() == b"nobody names this"
    entry = AuditEntry.objects.get(act="housekeeping")
    assert sorted(entry.detail["aside"]) == sorted([stray.name, original.name]) and len(done.aside) == 2
    monkeypatch.setattr(rules, "value", lambda name: -1 if name == "version_media_days" else 30)
    withdrawn = blobs.path_of(picture("withdrawn")["sizes"][0]["digest"], "jpg")
    age(31)
    assert Version.objects.filter(key=gone.key).exists() and names(pruning.prunable()) == {withdrawn.name}


def test_what_lies_aside_goes_for_good_or_comes_back(var):
    back, lost = (blobs.path_of(blobs.put(text, "jpg"), "jpg") for text in (b"back", b"lost"))
    age(100)
    housekeeping.housekeep("tester")
    assert not back.exists() and not lost.exists()
    site = make_site()
    column = make_column(site)
    page = {"title": "又用上了", "picture": picture("back")}
    document = publish(make_content(site, column=column.key, payload=page))
    assert DocumentMedia.objects.filter(document=document, digest=back.stem).exists()
    back.unlink()
    age(100)
    done = housekeeping.housekeep("tester")
    assert back.read_bytes() == b"back" and done.back == [back] and names(done.removed) == {lost.name}
    assert not list((var / "pruned").rglob("*.jpg"))


def test_a_dry_run_changes_nothing_and_says_what_would(var):
    stray = blobs.path_of(blobs.put(b"nobody names this", "pdf"), "pdf")
    age(100)
    out = StringIO()
    call_command("housekeeping", "--dry-run", stdout=out)
    assert stray.exists() and stray.name in out.getvalue() and "没有改动" in out.getvalue()
    assert not AuditEntry.objects.filter(act="housekeeping").exists()


def test_repositories_that_are_due_are_repacked_and_go_on(var, monkeypatch):
    site = make_site()
    column = make_column(site)
    release_pending()
    publish(make_content(site, column=column.key, payload={"title": "一"}))
    release_pending()
    monkeypatch.setattr(repacking, "LOOSE", -1)
    done = housekeeping.housekeep("tester")
    assert not done.errors and list(done.repacked) == [site.key]
    publish(make_content(site, column=column.key, payload={"title": "二"}))
    assert release_pending() == 1


def test_only_one_does_it_at_a_time(var):
    with housekeeping._alone() as held:
        assert held and housekeeping.housekeep("tester") is None


def test_bytes_put_again_count_as_young(var):
    digest = blobs.put(b"again", "jpg")
    age(100)
    blobs.put(b"again", "jpg")
    assert not names(pruning.prunable()) and blobs.read(digest, "jpg") == b"again"


def test_what_lies_on_the_disk_is_told_by_part_and_site(var):
    site = make_site()
    make_column(site)
    release_pending()
    out = StringIO()
    call_command("disk_use", stdout=out)
    found = usage.measured()
    assert found.parts["releases"] > 0 and found.parts["www"] > 0 and found.sites.keys() == {site.key}
    assert "剩余空间" in out.getvalue() and "网站文件" in out.getvalue()


def test_a_short_disk_is_said(var, monkeypatch):
    assert usage.Space(100, 14).is_short and not usage.Space(100, 15).is_short


def test_what_is_due_by_itself(var, monkeypatch):
    assert scheduling.due_now() == []
    site = make_site()
    publish(make_content(site, column=make_column(site).key, payload={"title": "一"}))
    assert scheduling.due_now() == []
    now = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert scheduling.due_now() == ["disk_use", "housekeeping"]
