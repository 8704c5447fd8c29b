"""A repository that is damaged: its own site alone is concerned, and it is mended from the store."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.conftest import Town


def git(town: Town, *arguments: str, site: str = "portal") -> str:
    command = ["git", "-C", str(town.var / "releases" / f"{site}.git"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def loose(town: Town, name: str) -> Path:
    return town.var / "releases" / "portal.git" / "objects" / name[:2] / name[2:]


def overwrite(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"damaged" * 20)


def damage_page(town: Town) -> None:
    overwrite(loose(town, git(town, "rev-parse", "HEAD:index.html")))


def damage_folder(town: Town) -> None:
    overwrite(loose(town, git(town, "rev-parse", "HEAD^{tree}")))


def damage_release(town: Town) -> None:
    overwrite(loose(town, git(town, "rev-parse", "HEAD")))


def damage_reference(town: Town) -> None:
    (town.var / "releases" / "portal.git" / "refs" / "heads" / "main").write_text("damaged\n")


def lose_objects(town: Town) -> None:
    shutil.rmtree(town.var / "releases" / "portal.git" / "objects")


def lose_everything(town: Town) -> None:
    shutil.rmtree(town.var / "releases" / "portal.git")


@pytest.mark.parametrize(
    "damage", [damage_page, damage_folder, damage_release, damage_reference, lose_objects, lose_everything]
)
def test_a_damaged_repository_is_mended_and_stops_nobody(town: Town, damage):
    before = {path.relative_to(town.root()): path.read_bytes() for path in town.root().rglob("*") if path.is_file()}
    damage(town)
    ours = town.do("publish_one", column=town.columns["portal"], title="门户的新稿")
    theirs = town.do("publish_one", column=town.columns["jyj"], title="教育局的新稿")
    town.do("work")
    assert "教育局的新稿" in (town.root("jyj") / theirs["path"]).read_text()
    town.do("look_after")
    town.do("retry_now")
    town.assert_sound()
    assert "门户的新稿" in (town.root() / ours["path"]).read_text()
    after = {path.relative_to(town.root()) for path in town.root().rglob("*") if path.is_file()}
    assert set(before) <= after, "what was public stayed public all the while"
    assert git(town, "fsck", "--full", "--no-dangling") == ""
