"""A disk that is full, a web root that cannot be written: the site waits and says so, and goes on when it is mended."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Town


@pytest.fixture
def small_disk(town: Town) -> Iterator[Town]:
    """Let the town's folder lie on a disk of its own with little room."""
    aside = town.var.with_name("aside")
    shutil.copytree(town.var, aside, symlinks=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(town.var)], check=False).returncode:
        shutil.rmtree(aside)
        # no package gives the right to mount: who runs the tests without it cannot have a disk of their own fill up
        pytest.skip("a disk of its own needs the right to mount: run the tests as root")
    shutil.copytree(aside, town.var, symlinks=True, dirs_exist_ok=True)
    yield town
    subprocess.run(["umount", str(town.var)], check=True)
    shutil.rmtree(aside)


def fill(folder: Path) -> Path:
    """Write a file into ``folder`` until there is no room left."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(1 << 16))
        except OSError:
            return ballast


def test_a_full_disk_holds_the_release_back_and_loses_nothing(small_disk: Town):
    made = small_disk.do("publish_one", column=small_disk.columns["portal"], title="磁盘满时发布")
    before = {path: path.read_bytes() for path in small_disk.root().rglob("*.html")}
    ballast = fill(small_disk.var)
    small_disk.run("work")
    assert {path: path.read_bytes() for path in small_disk.root().rglob("*.html")} == before
    ballast.unlink()
    small_disk.do("retry_now")
    small_disk.assert_sound()
    assert "磁盘满时发布" in (small_disk.root() / made["path"]).read_text()


@pytest.fixture
def read_only(town: Town) -> Iterator[Path]:
    """Let the web root of one site be mounted read-only."""
    folder = str(town.root("jyj"))
    if subprocess.run(["mount", "--bind", folder, folder], check=False).returncode:
        # as above: the right to mount is the machine's to give
        pytest.skip("a read-only web root needs the right to mount: run the tests as root")
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
    yield Path(folder)
    if os.path.ismount(folder):
        subprocess.run(["umount", folder], check=True)


def test_a_web_root_that_cannot_be_written_stops_its_own_site_alone(town: Town, read_only: Path):
    ours = town.do("publish_one", column=town.columns["portal"], title="门户的新稿")
    theirs = town.do("publish_one", column=town.columns["jyj"], title="教育局的新稿")
    town.do("work")
    assert "门户的新稿" in (town.root() / ours["path"]).read_text()
    assert not (read_only / theirs["path"]).exists()
    (waiting,) = town.do("waiting")
    assert waiting["document"] == theirs["key"] and waiting["error"]
    subprocess.run(["umount", str(read_only)], check=True)
    town.do("retry_now")
    town.assert_sound()
    assert "教育局的新稿" in (read_only / theirs["path"]).read_text()
