"""A repository is repacked while releases go on: nothing is lost, and like pages share their bytes."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import pytest

from sites.git.packs import BLOB, PackWriter
from sites.git.repacking import repack, size_of, state_of
from sites.git.repository import Repository
from sites.git.trees import files_of
from tests.cluster import ROOT

from .test_repository import MOMENT, git

PAGE = "".join(f"<p>第{number}行：旗人民政府关于做好今年工作的通知。</p>\n" for number in range(400))


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "site.git")


def release(repository, number):
    files = [(f"a/{number}.html", f"{PAGE}{number}".encode()), ("index.html", f"{number}{PAGE}".encode())]
    return repository.commit_changes(files, f"{number}\n", MOMENT + timedelta(minutes=number))


def held(repository, commit):
    found = Repository(repository.path).git
    return {path: found[blob].data for path, blob in files_of(found[commit].tree)}


def test_every_release_stays_and_like_pages_share_their_bytes(repository):
    commits = [release(repository, number) for number in range(40)]
    before = {commit: held(repository, commit) for commit in commits}
    large, small = repack(repository.path, nullcontext)
    assert small < large / 4
    assert {commit: held(repository, commit) for commit in commits} == before
    git(repository, "fsck", "--strict")
    assert state_of(repository.path).packs == 1 and git(repository, "count-objects").startswith("0 objects")
    release(repository, 40)
    git(repository, "fsck", "--strict")


def test_what_is_released_meanwhile_stays(repository):
    """A blob was packed before, published only once the new pack was made; and a release waits its turn."""
    release(repository, 0)
    data = b"written before, published later" * 50
    with PackWriter(repository.path) as pack:
        pack.add(BLOB, data)

    @contextmanager
    def holding():
        late = Repository(repository.path)
        late.commit_changes([("late.html", data)], "late\n", MOMENT + timedelta(hours=1))
        yield

    repack(repository.path, holding)
    git(repository, "fsck", "--strict")
    assert held(repository, str(repository.head().id))["late.html"] == data


@pytest.mark.parametrize("fault", ["repacked", "old-packs-removed"])
def test_killed_in_the_middle_nothing_is_lost(repository, fault):
    commits = [release(repository, number) for number in range(5)]
    before = {commit: held(repository, commit) for commit in commits}
    code = (
        "import sys, pathlib, contextlib; from django.conf import settings; settings.configure(SUMU_VAR='.');"
        "from sites.git.repacking import repack; repack(pathlib.Path(sys.argv[1]), contextlib.nullcontext)"
    )
    command = [sys.executable, "-c", code, str(repository.path)]
    killed = subprocess.run(command, cwd=ROOT, env=os.environ | {"SUMU_FAULT": fault}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert {commit: held(repository, commit) for commit in commits} == before
    repack(repository.path, nullcontext)
    git(repository, "fsck", "--strict")
    assert state_of(repository.path).packs == 1


def test_a_kept_pack_and_an_empty_repository_stay_as_they_are(repository):
    assert repack(repository.path, nullcontext)[1] == size_of(repository.path)
    with PackWriter(repository.path) as pack:
        pack.add(BLOB, b"kept")
    kept = next((repository.path / "objects" / "pack").glob("*.pack"))
    kept.with_suffix(".keep").touch()
    release(repository, 0)
    repack(repository.path, nullcontext)
    assert kept.exists()
