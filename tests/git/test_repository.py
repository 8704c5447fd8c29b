"""Releases are plain git: any git can read and check them."""

import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.git import differences
from sites.git import repository as repositories
from sites.git.maintenance import pack_loose
from sites.git.paths import BadPath
from sites.git.repository import Repository
from sites.git.trees import files_of

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)


def git(repository: Repository, *arguments: str) -> str:
    run = subprocess.run(["git", "-C", repository.path, *arguments], capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "site.git")


def held(repository: Repository) -> dict[str, bytes]:
    return {path: repository.git[blob].data for path, blob in files_of(repository.head().tree)}


def test_commits_pass_the_checks_of_git_and_name_their_cause(repository):
    repository.commit_changes(
        [("a/b/1.html", b"one"), ("index.html", b"home")], "admit: 标题\n\nSite: portal\n", MOMENT
    )
    repository.commit_changes([("a/b/2.html", b"two"), ("a/b/1.html", None)], "second\n", MOMENT)
    git(repository, "fsck", "--strict")
    assert git(repository, "log", "--format=%s|%an|%aI") == (
        "second|Sumu|2026-11-21T08:00:00+00:00\nadmit: 标题|Sumu|2026-11-21T08:00:00+00:00"
    )
    assert git(repository, "ls-tree", "-r", "--name-only", "main").split() == ["a/b/2.html", "index.html"]


def test_many_files_become_one_pack(repository, monkeypatch):
    monkeypatch.setattr(repositories, "PACK_FROM", 10)
    files = {f"c{number % 7}/{number}.html": b"page %d " % number * 50 for number in range(300)}
    repository.commit_all(files.items(), [], "all\n", MOMENT)
    git(repository, "fsck", "--strict")
    assert len(list((repository.path / "objects" / "pack").glob("*.pack"))) == 1
    assert "count: 1\n" in git(repository, "count-objects", "-v") + "\n"
    assert held(Repository(repository.path)) == files
    again = repository.commit_all(files.items(), [], "again\n", MOMENT)
    assert again == str(repository.head().id) and git(repository, "rev-list", "--count", "main") == "1"


def test_a_failing_build_leaves_no_pack_and_no_commit(repository, monkeypatch):
    monkeypatch.setattr(repositories, "PACK_FROM", 2)

    def files():
        yield from ((f"{number}.html", b"%d" % number) for number in range(5))
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        repository.commit_all(files(), [], "all\n", MOMENT)
    assert repository.head() is None and not list((repository.path / "objects" / "pack").iterdir())


def test_kept_files_are_carried_over(repository):
    repository.commit_all([("a.html", b"a"), ("media/x.jpg", b"x"), ("old.html", b"old")], [], "first\n", MOMENT)
    repository.commit_all([("a.html", b"b")], ["media/x.jpg", "never.html"], "second\n", MOMENT)
    assert held(repository) == {"a.html": b"b", "media/x.jpg": b"x"}


def test_a_file_and_a_folder_can_take_each_others_place(repository):
    repository.commit_changes([("a", b"file"), ("b/c", b"inside")], "first\n", MOMENT)
    repository.commit_changes([("a", None), ("a/x", b"inside"), ("b/c", None), ("b", b"file")], "second\n", MOMENT)
    assert held(repository) == {"a/x": b"inside", "b": b"file"}
    git(repository, "fsck", "--strict")


def test_removing_what_is_not_there_changes_nothing(repository):
    first = repository.commit_changes([("a/b", b"x")], "first\n", MOMENT)
    assert repository.commit_changes([("a/c", None), ("d/e", None), ("a", None)], "second\n", MOMENT) == first


@pytest.mark.parametrize("path", ["../x", "a//b", "/a", "a/../b", ".git/config", "a/.hidden", "a\\b", "", "a/"])
def test_paths_out_of_the_root_are_refused(repository, path):
    with pytest.raises(BadPath):
        repository.commit_changes([(path, b"x")], "bad\n", MOMENT)


def test_loose_objects_are_packed(repository):
    for number in range(5):
        repository.commit_changes([(f"a/{number}.html", b"%d" % number)], f"{number}\n", MOMENT)
    before = held(repository)
    assert pack_loose(repository.path) > 0
    assert git(repository, "count-objects").startswith("0 objects")
    git(repository, "fsck", "--strict")
    assert held(Repository(repository.path)) == before
    assert pack_loose(repository.path) == 0


def test_a_prepared_release_is_seen_by_nobody_until_it_is_published(repository):
    first = repository.commit_changes([("a.html", b"one")], "first\n", MOMENT)
    prepared = repository.prepare_changes([("a.html", b"two")], "second\n", MOMENT)
    assert str(repository.head().id) == first != prepared
    repository.publish(prepared)
    repository.publish(prepared)
    assert str(repository.head().id) == prepared and held(repository) == {"a.html": b"two"}
    assert repository.prepare_changes([("a.html", b"two")], "same\n", MOMENT) == prepared


def test_a_release_prepared_on_an_older_one_is_refused(repository):
    early = repository.prepare_all([("a.html", b"zero")], [], "early\n", MOMENT)
    repository.commit_changes([("a.html", b"one")], "first\n", MOMENT)
    with pytest.raises(repositories.Moved):
        repository.publish(early)
    mine = repository.prepare_changes([("b.html", b"mine")], "mine\n", MOMENT)
    theirs = Repository(repository.path).commit_changes([("c.html", b"theirs")], "theirs\n", MOMENT)
    with pytest.raises(repositories.Moved):
        repository.publish(mine)
    assert str(repository.head().id) == theirs


def test_a_clock_that_steps_back_does_not_disorder_the_history(repository):
    repository.commit_changes([("a.html", b"one")], "first\n", MOMENT)
    repository.commit_changes([("a.html", b"two")], "second\n", MOMENT - timedelta(hours=3))
    assert repository.head().commit_time == int(MOMENT.timestamp())


def test_a_site_that_says_another_address_is_released_though_no_file_differs(repository):
    said = "theme: x\n\nSite: x\nAddress: {}\n"
    first = repository.commit_changes([("a", b"x")], "theme: x\n\nSite: x\n", MOMENT)
    second = repository.commit_changes([], said.format("one.example.cn"), MOMENT)
    assert second != first and repository.commit_changes([], said.format("one.example.cn"), MOMENT) == second
    assert repository.commit_changes([], said.format("two.example.cn/x"), MOMENT) != second


PATHS = st.lists(st.sampled_from(["a", "b", "a.b"]), min_size=1, max_size=3).map("/".join)
STEPS = st.lists(st.tuples(PATHS, st.sampled_from([b"one", b"two", None])), max_size=12)


def after(files: dict[str, bytes], steps: list[tuple[str, bytes | None]]) -> dict[str, bytes]:
    """The files that are left when each step is done as a person would: what is in a file's way gives way."""
    files = dict(files)
    for path, data in steps:
        if data is None:
            files.pop(path, None)
            continue
        in_the_way = [held for held in files if held.startswith(f"{path}/") or path.startswith(f"{held}/")]
        for held_path in in_the_way:
            del files[held_path]
        files[path] = data
    return files


@given(rounds=st.lists(STEPS, min_size=1, max_size=4), pack_from=st.sampled_from([1, 200]))
def test_changes_upon_changes_leave_the_right_files_and_are_told_as_they_are(rounds, pack_from):
    """Whatever takes whatever's place: the files, and what a release says of its changes, are those of a comparison."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(repositories, "PACK_FROM", pack_from)
        expected: dict[str, bytes] = {}
        for number, steps in enumerate(rounds):
            repository = Repository(Path(folder) / "site.git")
            before = repository.head()
            repository.commit_changes(steps, f"{number}\n", MOMENT)
            now = repository.head()
            expected = after(expected, steps)
            assert {path: repository.git[blob].data for path, blob in files_of(now.tree)} == expected
            compared = differences.changes(None if before is None else before.tree, now.tree)
            assert sorted(map(str, repository.changes(before, now))) == sorted(map(str, compared))
        git(repository, "fsck", "--strict")
