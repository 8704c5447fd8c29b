"""A node's repositories stay small by themselves, whatever came into them, and nothing that is public is lost."""

import os
import subprocess
import sys
import time

import pygit2
import pytest

from sites.git.repacking import state_of
from sites.git.repository import MAIN, Repository
from sites.node import accepting, pulling, tidying
from sites.node.tidying import tidy
from tests.cluster import ROOT
from tests.node.parts import at


@pytest.fixture
def soon(monkeypatch):
    """Let one pack be reason enough."""
    monkeypatch.setattr(tidying, "PACKS", 0)


def take(node, publisher, site="portal"):
    repository = Repository(node.releases / f"{site}.git")
    with at(node.var):
        pulling.fetch(repository, str(publisher.repository(site).path), MAIN)
        accepting.accept(repository, site, node.keys, node.check_out)


def tidied(node):
    with at(node.var):
        return list(tidy(node.var))


def packs(repository):
    return {path.name: path.read_bytes() for path in repository.path.glob("objects/pack/*.pack")}


def write_loose(repository, count):
    """Write so many blobs into the folder by which loose objects are counted."""
    number = 0
    while count:
        number += 1
        data = b"loose %d" % number
        if str(pygit2.hash(data)).startswith("17"):
            repository.git.create_blob(data)
            count -= 1


def test_what_many_releases_brought_becomes_one_pack(publisher, node, monkeypatch):
    for number in range(20):
        publisher.release(number)
        take(node, publisher)
    assert len(packs(node.repository())) == 20
    assert tidied(node) == [], "too little to be worth it"
    monkeypatch.setattr(tidying, "PACKS", 19)
    (done,) = tidied(node)
    assert done.site == "portal" and not done.error and done.after < done.before
    assert len(packs(node.repository())) == 1
    subprocess.run(["git", "-C", node.repository().path, "fsck", "--strict"], check=True)
    publisher.release(20)
    take(node, publisher)
    assert node.head() == publisher.head() and node.shows()


def test_what_a_refused_push_left_goes_after_two_weeks(publisher, node, soon):
    publisher.release(0)
    take(node, publisher)
    git = node.repository().git
    old, new = (git.create_blob(text) for text in (b"refused long ago", b"refused a moment ago"))
    long_ago = time.time() - 15 * 24 * 3600
    os.utime(node.repository().path / "objects" / str(old)[:2] / str(old)[2:], (long_ago, long_ago))
    tidied(node)
    held = node.repository().git
    assert old not in held and new in held


def test_the_repositories_of_the_machine_that_publishes_are_left_to_its_own_housekeeping(publisher, soon):
    publisher.release(0)
    write_loose(publisher.repository(), 5)
    assert state_of(publisher.repository().path).loose > 1000
    assert not list(tidy(publisher.var))


def test_a_damaged_repository_stays_as_it_is_and_stops_no_other(publisher, node, soon):
    for site in ("jyj", "portal"):
        for number in range(3):
            publisher.release(number, site)
            take(node, publisher, site)
    broken = node.repository("jyj")
    for path in sorted(broken.path.glob("objects/pack/*.pack"))[:1]:
        path.chmod(0o644)
        path.write_bytes(b"damaged")
    before = packs(broken)
    found = {done.site: done for done in tidied(node)}
    assert "git" in found["jyj"].error and packs(broken) == before
    assert not found["portal"].error and len(packs(node.repository())) == 1


def test_the_technician_is_told(publisher, node):
    publisher.release(0)
    take(node, publisher)
    write_loose(node.repository(), 5)
    command = [sys.executable, "manage.py", "node", "tidy"]

    def run():
        return subprocess.run(
            command, cwd=ROOT, env=os.environ | node.environment, capture_output=True, text=True, check=False
        )

    done = run()
    assert done.returncode == 0 and "portal：" in done.stdout and "MB" in done.stdout
    for name in packs(node.repository()):
        path = node.repository().path / "objects" / "pack" / name
        path.chmod(0o644)
        path.write_bytes(b"damaged")
    failed = run()
    assert failed.returncode == 1 and "portal" in failed.stderr and "原有数据保持不变" in failed.stderr
