"""What the releases tell: names, dates, changes, whole sites of a day, signatures."""

import tarfile
from datetime import datetime, timedelta, timezone
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sites.git.repository import Repository
from sites.registry.models import Site
from sites.release import history
from sites.release.places import repository_path
from sites.store import outbox
from sites.store.models import OutboxEntry
from tests.store.factories import make_site

BEIJING = timezone(timedelta(hours=8))


def moment(day, hour=8):
    return datetime(2026, 11, day, hour, tzinfo=BEIJING)


@pytest.fixture
def repository(db, var):
    repository = Repository(repository_path(make_site()))
    repository.commit_changes([("index.html", b"home"), ("a/1.html", b"one")], "admit: 首页\n\n正文\n", moment(19))
    repository.commit_changes([("a/2.html", b"two"), ("a/1.html", None)], "withdraw: 一\n", moment(20))
    repository.commit_changes([("index.html", b"newer")], "admit: 新的\n", moment(21))
    return repository


def told(*arguments):
    output = StringIO()
    call_command("releases", *arguments, stdout=output)
    return output.getvalue()


def test_releases_are_listed_newest_first(repository):
    lines = told("list", "portal", "--limit", "2").splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == [
        "2026-11-21 08:00:00  admit: 新的",
        "2026-11-20 08:00:00  withdraw: 一",
    ]


def test_a_release_is_found_by_its_name_and_by_a_day(repository):
    newest = str(repository.head().id)
    assert str(history.find(repository, newest[:7]).id) == newest
    assert history.told(history.find(repository, "2026-11-20")).subject == "withdraw: 一"
    assert history.told(history.find(repository, "2026-11-20T07:59")).subject == "admit: 首页"
    for wanted in ("2026-11-18", "zzzzzzz", newest[:6]):
        with pytest.raises(history.NoRelease):
            history.find(repository, wanted)


def test_a_release_shows_what_it_changed(repository):
    shown = told("show", "portal", "2026-11-20")
    assert "移除  a/1.html" in shown and "新增  a/2.html" in shown and "变化的文件：2" in shown
    assert "新增  index.html" in told("show", "portal", "2026-11-19")
    assert told("diff", "portal", "2026-11-19").splitlines()[:3] == [
        "  移除  a/1.html",
        "  新增  a/2.html",
        "  修改  index.html",
    ]


def test_the_site_of_a_day_is_one_file(repository, tmp_path):
    target = tmp_path / "site.tar"
    told("archive", "portal", "2026-11-20", str(target))
    with tarfile.open(target) as tar:
        assert tar.extractfile("index.html").read() == b"home"
        assert tar.extractfile("a/2.html").read() == b"two"
        assert "withdraw: 一" in tar.extractfile("RELEASE.txt").read().decode()
        assert "网页与文件：2 个" in tar.extractfile("ARCHIVE.txt").read().decode()
        assert sorted(tar.getnames()) == ["ARCHIVE.txt", "RELEASE.txt", "a/2.html", "index.html"]
    again = tmp_path / "again.tar"
    told("archive", "portal", "2026-11-20", str(again))
    assert again.read_bytes() == target.read_bytes()
    with pytest.raises(CommandError, match="已存在"):
        told("archive", "portal", "2026-11-20", str(target))
    assert sorted(path.name for path in tmp_path.glob("*.tar*")) == ["again.tar", "site.tar"]


def test_signatures_are_verified_and_a_forged_release_is_named(repository):
    assert "都正确" in told("verify")
    import pygit2

    head, who = repository.head(), pygit2.Signature("Sumu", "sumu@localhost")
    forged = repository.git.create_commit(None, who, who, "forged", head.tree.id, [head.id])
    repository.mark("refs/heads/main", str(forged))
    output = StringIO()
    with pytest.raises(CommandError, match="1 次"):
        call_command("releases", "verify", stdout=output)
    assert "forged" in output.getvalue() and "没有签名" in output.getvalue()


def test_only_a_release_of_the_site_itself_counts_as_one(repository):
    head = repository.head()
    assert history.named(repository, str(head.id)) == head and history.named(repository, str(head.parent_ids[0]))
    import pygit2

    who = pygit2.Signature("Sumu", "sumu@localhost")
    beside = repository.git.create_commit(None, who, who, "beside", head.tree.id, [])
    for name in (str(beside), str(head.tree.id), str(head.id)[:12], "0" * 40, "", "main"):
        assert history.named(repository, name) is None


def test_what_was_released_later_or_not_yet_is_undone(repository):
    site = Site.objects.get()
    names = [release.name for release in history.releases(repository)][::-1]
    entries = [outbox.announce(site, "admit", [], "d") for _ in range(4)]
    for entry, name in zip(entries, names, strict=False):
        OutboxEntry.objects.filter(pk=entry.pk).update(release=name)
    middle = history.find(repository, names[1])
    assert history.undone(site, repository, middle) == [entry.pk for entry in entries[2:]]
    assert history.undone(site, repository, repository.head()) == [entries[3].pk]


def test_unknown_sites_and_empty_ones_are_said_in_words(db, var):
    make_site()
    with pytest.raises(CommandError, match="没有这个站点"):
        told("list", "nowhere")
    with pytest.raises(CommandError, match="还没有发布"):
        told("show", "portal", "2026-11-20")
