"""The web root follows the release, survives being interrupted, and leaves alone what is not its own."""

import os
from datetime import UTC, datetime

import pytest

from sites.git.paths import BadPath
from sites.git.repository import Repository
from sites.web.checkout import GOING, LIVE, check_out
from sites.web.webroot import WebRoot

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "site.git")


@pytest.fixture
def root(tmp_path):
    return WebRoot(tmp_path / "www")


def commit(repository, **changes):
    files = [(name.replace("__", "/") + ".html", data) for name, data in changes.items()]
    return repository.commit_changes(files, "change\n", MOMENT)


def files(root):
    return {path: (root.folder / path).read_bytes() for path in root.files()}


def test_the_first_checkout_writes_all_and_later_ones_what_differs(repository, root):
    commit(repository, a=b"1", b__c=b"2", b__d__e=b"3")
    assert check_out(repository, root) == 3
    before = (root.folder / "a.html").stat().st_mtime_ns
    commit(repository, b__c=b"new", b__d__e=None)
    assert check_out(repository, root) == 2
    assert files(root) == {"a.html": b"1", "b/c.html": b"new"}
    assert not (root.folder / "b/d").exists() and (root.folder / "a.html").stat().st_mtime_ns == before
    assert check_out(repository, root) == 0


@pytest.mark.parametrize("stop_at", range(6))
def test_a_checkout_ended_at_any_write_is_completed_by_repeating_it(repository, root, monkeypatch, stop_at):
    commit(repository, a=b"1", b__c=b"2", gone=b"x", gone__too=b"y")
    check_out(repository, root)
    commit(repository, a=b"11", b__c=b"22", b__new=b"3", d=b"4", gone=None, gone__too=None)
    replace, count = os.replace, iter(range(100))

    def interrupted(source, target):
        if next(count) == stop_at:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        try:
            check_out(repository, root)
        except KeyboardInterrupt:
            assert str(repository.head(LIVE).id) != str(repository.head().id)
            assert set(files(root).values()) <= {b"1", b"2", b"11", b"22", b"3", b"4", b"x", b"y"}
    check_out(repository, root)
    assert files(root) == {"a.html": b"11", "b/c.html": b"22", "b/new.html": b"3", "d.html": b"4"}


def test_files_of_others_are_left_alone(repository, root):
    commit(repository, b__c=b"2")
    check_out(repository, root)
    (root.folder / "b" / "foreign.txt").write_text("foreign")
    commit(repository, b__c=None)
    check_out(repository, root)
    assert files(root) == {"b/foreign.txt": b"foreign"}


def test_the_web_root_of_another_site_is_out_of_reach(repository, tmp_path):
    root = WebRoot(tmp_path / "www", neighbours=["jyj"])
    (root.folder / "jyj").mkdir(parents=True)
    (root.folder / "jyj" / "index.html").write_text("theirs")
    commit(repository, a=b"1", jyj__index=b"ours")
    with pytest.raises(BadPath):
        check_out(repository, root)
    assert (root.folder / "jyj" / "index.html").read_text() == "theirs" and not (root.folder / "a.html").exists()


def test_nothing_is_written_through_a_symbolic_link(repository, root, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.html").write_text("precious")
    root.folder.mkdir()
    (root.folder / "b").symlink_to(outside)
    (root.folder / "a.html").symlink_to(outside / "c.html")
    commit(repository, b__c=b"2", a=b"1")
    check_out(repository, root)
    assert (outside / "c.html").read_text() == "precious"
    assert files(root) == {"a.html": b"1", "b/c.html": b"2"} and not (root.folder / "a.html").is_symlink()


def test_a_file_and_a_folder_change_places(repository, root):
    repository.commit_changes([("a", b"file"), ("b/c", b"inside")], "first\n", MOMENT)
    check_out(repository, root)
    repository.commit_changes([("a", None), ("a/x", b"inside"), ("b/c", None), ("b", b"file")], "second\n", MOMENT)
    check_out(repository, root)
    assert files(root) == {"a/x": b"inside", "b": b"file"}


def test_an_earlier_release_can_be_released_again(repository, root):
    commit(repository, a=b"1", b=b"2")
    first = repository.head()
    commit(repository, a=b"changed", b=None, c=b"3")
    check_out(repository, root)
    commit(repository, a=b"1", b=b"2", c=None)
    check_out(repository, root)
    assert files(root) == {"a.html": b"1", "b.html": b"2"}
    assert len(repository.head().parents) == 1 and repository.head().tree.id == first.tree.id


def test_what_an_ended_checkout_wrote_is_undone_by_a_release_that_goes_back(repository, root, monkeypatch):
    commit(repository, a=b"1", b=b"2")
    check_out(repository, root)
    first = repository.head()
    commit(repository, a=b"changed", c=b"new")
    with monkeypatch.context() as patch:
        patch.setattr(
            repository, "mark", lambda name, to: Repository.mark(repository, name, to) if name == GOING else 1 / 0
        )
        with pytest.raises(ZeroDivisionError):
            check_out(repository, root)
    assert files(root) == {"a.html": b"changed", "b.html": b"2", "c.html": b"new"}
    commit(repository, a=b"1", c=None)
    check_out(repository, root)
    assert repository.head().tree.id == first.tree.id
    assert files(root) == {"a.html": b"1", "b.html": b"2"} and repository.head(GOING) is None


def test_compressed_versions_go_before_what_they_were_made_of(repository, root, monkeypatch):
    commit(repository, a=b"1", b=b"2", c=b"3")
    check_out(repository, root)
    for name in ("a.html.gz", "a.html.br", "b.html.gz", "c.html.gz"):
        (root.folder / name).write_bytes(b"compressed")
    seen, replace = [], os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (seen.append(sorted(files(root))), replace(a, b)))
    commit(repository, a=b"new", b=None)
    check_out(repository, root)
    assert set(files(root)) == {"a.html", "c.html", "c.html.gz"}
    assert seen and all("a.html.gz" not in names and "a.html.br" not in names for names in seen)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
@pytest.mark.parametrize("count", [3, 150])
def test_rights_are_the_same_under_any_umask(repository, tmp_path, umask, count):
    root = WebRoot.at(tmp_path / "www", "www.example.localhost", "jyj")
    repository.commit_all([(f"d/{number}.html", b"x") for number in range(count)], [], "all\n", MOMENT)
    before = os.umask(umask)
    try:
        check_out(repository, root)
        root.write("e/f.html", b"y")
    finally:
        os.umask(before)
    for path in (tmp_path / "www").rglob("*"):
        assert path.stat().st_mode & 0o7777 == (0o755 if path.is_dir() else 0o644), path
