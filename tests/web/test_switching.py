"""Changes of many files are shown at once, whatever lies in the web root and wherever the process ends."""

import itertools
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from sites.git import repository as repositories
from sites.git.repository import Repository
from sites.web import checkout, exchanging, staging
from sites.web.checkout import ASIDE, GOING, LIVE, check_out, clear_aside
from sites.web.webroot import WebRoot

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HOST = "www.example.localhost"
PLACES = {"path": ("jyj", ()), "alone": ("", ()), "root": ("", ("jyj", "nmj"))}


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "releases" / "site.git")


@pytest.fixture(params=PLACES)
def root(request, tmp_path):
    path, neighbours = PLACES[request.param]
    for neighbour in neighbours:
        (tmp_path / "www" / HOST / neighbour).mkdir(parents=True)
        (tmp_path / "www" / HOST / neighbour / "index.html").write_text("theirs")
    return WebRoot.at(tmp_path / "www", HOST, path, neighbours)


def pages(theme, count=150):
    """A site whose pages name the style that they need."""
    outputs = {f"{folder}/{number}.html": f"page {number} of {theme}".encode()
               for folder, number in itertools.product(("tzgg", "xw/20261121"), range(count // 2))}  # fmt: skip
    outputs |= {"index.html": f"home of {theme}".encode(), "404.html": theme.encode()}
    return outputs | {f"assets/site.{theme}.css": theme.encode(), "media/ab/picture.png": b"picture"}


def release(repository, outputs):
    return repository.commit_all(outputs.items(), [], "all\n", MOMENT)


def held(root):
    return {path: (root.folder / path).read_bytes() for path in root.files()}


def test_a_change_of_theme_is_shown_at_once(repository, root, monkeypatch):
    written = []
    monkeypatch.setattr(checkout, "_write_each", lambda *rest: written.append(rest))
    for theme in ("red", "blue", "green"):
        release(repository, pages(theme))
        assert check_out(repository, root) >= 150 and not written
        assert held(root) == pages(theme)
        assert not (root.aside / "next").exists() and repository.head(GOING) is None
    for neighbour in root.neighbours:
        assert (root.folder / neighbour / "index.html").read_text() == "theirs"


@pytest.mark.parametrize("is_cleared", [True, False], ids=["cleared afterwards", "ended before"])
def test_what_was_replaced_can_wait_until_nobody_waits_for_anything(repository, root, is_cleared):
    """A page that the newer releases no longer have lies aside too: it must not be taken for somebody else's."""
    release(repository, pages("red") | {"tzgg/gone.html": b"only here"})
    check_out(repository, root)
    release(repository, pages("blue"))
    check_out(repository, root, leaves_aside=True)
    assert held(root) == pages("blue")
    assert (root.aside / "next").is_dir() and repository.head(ASIDE) and repository.head(GOING) is None
    if is_cleared:
        clear_aside(repository, root)
    else:
        release(repository, pages("blue") | {"index.html": b"another home"})
        check_out(repository, root)
    assert not (root.aside / "next").exists() and repository.head(ASIDE) is None
    assert not list(root.aside.glob("found-*"))


def test_unchanged_files_stay_the_same_with_their_compressed_versions(repository, root):
    release(repository, pages("red"))
    check_out(repository, root)
    picture, sibling = root.folder / "media/ab/picture.png", root.folder / "media/ab/picture.png.gz"
    sibling.write_bytes(b"compressed")
    (root.folder / "index.html.gz").write_bytes(b"stale")
    (root.folder / "tzgg/1.html.br").write_bytes(b"stale")
    before = picture.stat().st_ino
    release(repository, pages("blue"))
    check_out(repository, root)
    assert picture.stat().st_ino == before and picture.stat().st_nlink == 1
    assert held(root) == pages("blue") | {"media/ab/picture.png.gz": b"compressed"}


def test_bytes_at_hand_are_not_read_from_the_repository(repository, root, monkeypatch):
    release(repository, pages("red"))
    assert set(repository.at_hand.values()) == set(pages("red").values())
    monkeypatch.setattr(staging, "bytes_of", None)
    check_out(repository, root)
    assert held(root) == pages("red")


def test_what_there_was_no_room_for_is_read_from_the_repository(repository, root, monkeypatch):
    monkeypatch.setattr(repositories, "AT_HAND", 30)
    repository = Repository(repository.path)
    release(repository, pages("red"))
    assert sum(map(len, repository.at_hand.values())) <= 30
    check_out(repository, root)
    assert held(root) == pages("red")


def test_an_open_file_stays_readable_and_what_is_foreign_is_kept_apart(repository, root):
    release(repository, pages("red"))
    check_out(repository, root)
    (root.folder / "tzgg" / "foreign.php").write_text("foreign")
    with (root.folder / "tzgg" / "1.html").open() as stream:
        release(repository, pages("blue"))
        check_out(repository, root)
        assert stream.read() == "page 1 of red"
    assert held(root) == pages("blue")
    assert [path.read_text() for path in root.aside.glob("found-*/**/*") if path.is_file()] == ["foreign"]


def test_where_nothing_can_be_exchanged_each_file_is_written(repository, root, monkeypatch):
    def refused(one, other):
        raise OSError(38, "not implemented")

    monkeypatch.setattr(exchanging, "exchange", refused)
    for theme in ("red", "blue"):
        release(repository, pages(theme))
        check_out(repository, root)
        assert held(root) == pages(theme)


def test_the_folder_of_a_new_neighbour_is_not_taken_along(repository, tmp_path):
    root = WebRoot.at(tmp_path / "www", HOST, "")
    release(repository, pages("red"))
    check_out(repository, root)
    other = Repository(tmp_path / "releases" / "other.git")
    release(other, pages("other"))
    check_out(other, WebRoot.at(tmp_path / "www", HOST, "jyj"))
    before = (root.folder / "jyj").stat().st_ino
    release(repository, pages("blue"))
    check_out(repository, root)
    assert (root.folder / "jyj").stat().st_ino == before
    assert held(root) == pages("blue") | {f"jyj/{path}": data for path, data in pages("other").items()}


def test_a_small_share_of_a_large_site_is_written_file_by_file(repository, root, monkeypatch):
    outputs = pages("red", 2000)
    release(repository, outputs)
    check_out(repository, root)
    monkeypatch.setattr(checkout, "Switch", None)
    changed = dict.fromkeys(list(outputs)[:120], b"new")
    release(repository, outputs | changed)
    check_out(repository, root)
    assert held(root) == outputs | changed


CHECK_OUT = """
import sys, django
from django.conf import settings
settings.configure()
from pathlib import Path
from sites.web.checkout import check_out
from sites.git.repository import Repository
from sites.web.webroot import WebRoot
repository, www, host, path, neighbours = sys.argv[1:]
root = WebRoot.at(Path(www), host, path, [name for name in neighbours.split(",") if name])
check_out(Repository(Path(repository)), root)
"""


def killed_at(repository, root, point):
    """Check out in a process of its own that kills itself at ``point``; return whether it did."""
    www = root.aside.parent.parent / "www"
    path = root.folder.name if root.host else ""
    done = subprocess.run(
        [sys.executable, "-c", CHECK_OUT, str(repository.path), str(www), HOST, path, ",".join(root.neighbours)],
        env=os.environ | {"SUMU_FAULT": point},
        check=False,
    )
    assert done.returncode in (0, -9), done.returncode
    return done.returncode == -9


@pytest.mark.parametrize(
    ("point", "afterwards"),
    [
        ("staged-part:1", "again"),
        ("staged-part:90", "another"),
        ("checked-out-part:1", "small"),
        ("checked-out-part:3", "another"),
        ("tidied-part:1", "again"),
    ],
)
def test_killed_anywhere_it_is_completed_by_repeating_it(repository, root, point, afterwards):
    release(repository, pages("red"))
    check_out(repository, root)
    release(repository, pages("blue"))
    was_killed = killed_at(repository, root, point)
    assert was_killed or (point == "checked-out-part:3" and not root.neighbours)
    seen = {data.decode().split()[-1] for path, data in held(root).items() if path.endswith(".html")}
    assert seen <= {"red", "blue"} and (root.neighbours or len(seen) == 1)
    assert repository.head(LIVE) is not None
    wanted = {"again": pages("blue"), "another": pages("green"), "small": pages("red") | {"index.html": b"new"}}
    release(repository, wanted[afterwards])
    check_out(repository, root)
    assert held(root) == wanted[afterwards]
    assert repository.head(GOING) is None and not list(root.aside.glob("found-*"))
