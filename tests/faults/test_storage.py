"""A disk that is full, a web root that cannot be written: the site waits and says so, and goes on when it is mended."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Town

NOBODY = 65534


@pytest.fixture
def small_disk(town: Town) -> Iterator[Town]:
    """Let the town's folder lie on a disk of its own with little room."""
    aside = town.var.with_name("aside")
    shutil.copytree(town.var, aside, symlinks=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(town.var)], check=False).returncode:
        shutil.rmtree(aside)
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


def test_a_web_root_that_cannot_be_written_stops_its_own_site_alone(town: Town):
    ours = town.do("publish_one", column=town.columns["portal"], title="门户的新稿")
    theirs = town.do("publish_one", column=town.columns["jyj"], title="教育局的新稿")
    subprocess.run(["chown", "-R", str(NOBODY), str(town.var)], check=True)
    for folder in [town.root("jyj"), *town.root("jyj").rglob("*")]:
        folder.chmod(0o555 if folder.is_dir() else 0o444)
    town.do("work", user=NOBODY)
    assert "门户的新稿" in (town.root() / ours["path"]).read_text()
    assert not (town.root("jyj") / theirs["path"]).exists()
    (waiting,) = town.do("waiting", user=NOBODY)
    assert waiting["document"] == theirs["key"] and waiting["error"]
    for folder in [town.root("jyj"), *town.root("jyj").rglob("*")]:
        folder.chmod(0o755 if folder.is_dir() else 0o644)
    town.do("retry_now", user=NOBODY)
    town.do("work", user=NOBODY)
    assert town.do("waiting", user=NOBODY) == [] and town.do("check", user=NOBODY) == []
    assert "教育局的新稿" in (town.root("jyj") / theirs["path"]).read_text()
