"""The web server's user can read the web roots and write nowhere: tried by a process that really is another user."""

import os
import pwd

import pytest

from tests.node.conftest import HOST

# becoming another user is what these tests are about, and only root may; CI runs as root
if os.geteuid():
    pytest.skip("NOT RUN: only root can become the web server's user", allow_module_level=True)

USER = "www-data"


def as_web_server(act):
    """Run ``act`` in a process of the web server's user; return the number of the error that it met, 0 for none."""
    try:
        user = pwd.getpwnam(USER)
    except KeyError:
        user = pwd.getpwnam("nobody")
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        act()
    except OSError as error:
        os._exit(error.errno or 255)
    except BaseException:
        os._exit(255)
    os._exit(0)


@pytest.fixture
def reachable(node, tmp_path):
    """A cluster released under the strictest umask, in a folder that others may pass through."""
    before = os.umask(0o077)
    try:
        node.release("portal", {"index.html": b"portal", "tzgg/1.html": b"notice"})
        node.release("jyj", {f"d/{number}.html": b"x" for number in range(150)}, path="jyj")
    finally:
        os.umask(before)
    for folder in (tmp_path, *tmp_path.parents, node.var):
        if folder.stat().st_mode & 0o011 != 0o011:
            folder.chmod(folder.stat().st_mode | 0o011)
    return node


def test_it_can_read_every_page(reachable):
    for path in ("index.html", "tzgg/1.html", "jyj/d/149.html"):
        assert as_web_server((reachable.www / HOST / path).read_bytes) == 0


def test_it_can_change_nothing(reachable):
    page = reachable.www / HOST / "index.html"
    assert as_web_server(page.read_bytes) == 0
    folders = [reachable.www, page.parent, page.parent / "tzgg", page.parent / "jyj" / "d", reachable.var,
               reachable.var / "releases", reachable.repository("portal").path / "refs" / "heads"]  # fmt: skip
    acts = {
        "write": lambda: page.write_text("defaced"),
        "append": lambda: os.close(os.open(page, os.O_WRONLY | os.O_APPEND)),
        "remove": page.unlink,
        "rename": lambda: page.rename(page.with_name("other.html")),
        "rights": lambda: page.chmod(0o666),
        "times": lambda: os.utime(page, (1, 1)),
        "reference": lambda: (reachable.repository("portal").path / "refs" / "heads" / "main").write_text("0" * 40),
    }
    for folder in folders:
        acts[f"file in {folder}"] = lambda folder=folder: (folder / "shell.php").write_text("<?php")
        acts[f"folder in {folder}"] = lambda folder=folder: (folder / "new").mkdir()
        acts[f"link in {folder}"] = lambda folder=folder: (folder / "link").symlink_to("/etc/passwd")
    answers = {name: as_web_server(act) for name, act in acts.items()}
    assert all(answers.values()), [name for name, number in answers.items() if not number]
    assert page.read_bytes() == b"portal"


def test_it_cannot_read_the_keys(reachable):
    assert as_web_server(reachable.key.with_suffix("").read_bytes) != 0
