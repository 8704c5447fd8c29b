"""A node pulls the releases of a publisher over real SSH, and takes nothing that is not ours."""

import os
import shutil
import subprocess
import sys

import pygit2
import pytest

from sites.exchange import ssh
from sites.git.repository import MAIN
from sites.node import accepting, pulling
from tests.cluster import ROOT
from tests.node.parts import MOMENT, Publisher, at
from tests.ssh_server import SshServer


@pytest.fixture
def server(tmp_path, publisher, node):
    with SshServer(tmp_path / "sshd") as server:
        with at(node.var):
            command = f"cd {ROOT} && exec {sys.executable} -m sites.exchange.door {publisher.var}/releases"
            server.let_in(ssh.public_key(), command)
            ssh.known_hosts().write_text(server.known_hosts)
        yield server


def pull(node, server):
    with at(node.var):
        found = pulling.pull([server.address], node.releases, node.keys, node.check_out)
    return {outcome.site: outcome.error or outcome.releases for outcome in found}


def test_a_node_that_was_away_catches_up(publisher, node, server):
    for number in range(3):
        publisher.release(number)
    publisher.release(0, "jyj")
    assert pull(node, server) == {"portal": 3, "jyj": 1}
    for number in range(3, 30):
        publisher.release(number)
    assert pull(node, server) == {"portal": 27, "jyj": 0}
    assert node.head() == publisher.head() and node.shows() and node.shows("jyj")
    assert pull(node, server) == {"portal": 0, "jyj": 0}
    subprocess.run(["git", "-C", node.repository().path, "fsck", "--strict"], check=True)


def test_what_was_interrupted_before_the_web_root_is_finished(publisher, node, server):
    publisher.release(0)
    pull(node, server)
    shutil.rmtree(node.root())
    node.repository().git.references.delete("refs/sumu/live")
    assert pull(node, server) == {"portal": 0} and node.shows()


def unsigned(publisher):
    repository = publisher.repository()
    head = repository.head()
    who = pygit2.Signature("Sumu", "sumu@localhost", int(MOMENT.timestamp()), 0)
    return repository.git.create_commit(MAIN, who, who, head.message, head.tree.id, [head.id])


def test_an_unsigned_release_is_refused(publisher, node, server):
    publisher.release(0)
    pull(node, server)
    held = node.head()
    unsigned(publisher)
    assert "没有签名" in pull(node, server)["portal"]
    assert node.head() == held and node.shows()


def test_an_unsigned_release_below_a_signed_one_is_refused(publisher, node, server):
    publisher.release(0)
    pull(node, server)
    held = node.head()
    unsigned(publisher)
    publisher.release(1)
    assert "没有签名" in pull(node, server)["portal"]
    assert node.head() == held and node.shows()


def test_a_release_signed_by_another_key_is_refused(publisher, node, server):
    publisher.release(0)
    pull(node, server)
    shutil.rmtree(publisher.var / "keys")
    publisher.release(1)
    assert "受信任" in pull(node, server)["portal"] and node.shows()


def test_during_a_change_of_keys_both_count(publisher, node, server):
    publisher.release(0)
    shutil.rmtree(publisher.var / "keys")
    publisher.release(1)
    node.keys += "\n# the new one\n" + Publisher(publisher.var).key
    assert pull(node, server) == {"portal": 2}


def test_our_own_release_of_another_site_is_refused_and_stops_no_other(publisher, node, server):
    publisher.release(0)
    publisher.release(0, "jyj", says="portal")
    publisher.release(0, "nmj")
    found = pull(node, server)
    assert found == {"portal": 1, "jyj": found["jyj"], "nmj": 1}
    assert "不属于站点 jyj，而属于 portal" in found["jyj"]
    assert node.head("jyj") == "" and not node.root("jyj").exists()
    assert accepting.INCOMING not in node.repository("jyj").git.references


def test_a_rewound_history_is_refused(publisher, node, server):
    first = publisher.release(0)
    publisher.release(1)
    pull(node, server)
    publisher.repository().mark(MAIN, first)
    assert "历史被回退" in pull(node, server)["portal"]
    assert node.head() != first and node.shows()


def test_a_forked_history_is_refused(publisher, node, server):
    first = publisher.release(0)
    publisher.release(1)
    pull(node, server)
    publisher.repository().mark(MAIN, first)
    publisher.release(2)
    assert "历史被改写" in pull(node, server)["portal"]
    publisher.repository().git.references.delete(MAIN)
    publisher.release(3)
    assert "历史被改写" in pull(node, server)["portal"] and node.shows()


def test_a_repository_that_took_the_place_of_a_lost_one_is_followed_and_the_old_history_kept(publisher, node, server):
    publisher.release(0)
    held = publisher.release(1)
    pull(node, server)
    shutil.rmtree(publisher.repository().path)
    publisher.release(2, continues="0" * 40)
    assert "历史被改写" in pull(node, server)["portal"] and node.head() == held
    shutil.rmtree(publisher.repository().path)
    publisher.release(3, continues=held)
    publisher.release(4)
    assert pull(node, server) == {"portal": 2} and node.head() == publisher.head() and node.shows()
    assert node.repository().git.references[f"{accepting.FORMER}/{held}"].target == pygit2.Oid(hex=held)


def test_after_a_refusal_the_node_takes_what_is_ours_again(publisher, node, server):
    first = publisher.release(0)
    pull(node, server)
    unsigned(publisher)
    pull(node, server)
    publisher.repository().mark(MAIN, first)
    publisher.release(1)
    assert pull(node, server) == {"portal": 1} and node.shows()


def test_the_first_source_that_answers_is_taken(publisher, node, server):
    publisher.release(0)
    with at(node.var):
        sources = ["ssh://nobody@127.0.0.1:1/x", server.address]
        assert [row.releases for row in pulling.pull(sources, node.releases, node.keys, node.check_out)] == [1]
        with pytest.raises(ssh.Unreachable, match="nobody"):
            pulling.pull(sources[:1], node.releases, node.keys, node.check_out)


def test_a_machine_that_is_not_known_is_refused(publisher, node, server):
    publisher.release(0)
    with at(node.var):
        ssh.known_hosts().write_text("")
    with pytest.raises(ssh.Unreachable, match="Host key verification failed"):
        pull(node, server)


@pytest.mark.parametrize(
    "wanted",
    ["id", "git-receive-pack '/x/portal.git'", "git-upload-pack '/x/../../etc.git'", "git-upload-pack '.git'", ""],
)
def test_the_door_lets_a_node_fetch_and_nothing_else(publisher, node, server, wanted):
    publisher.release(0)
    with at(node.var):
        address = ssh.Address.read(server.address)
        command = ["ssh", *ssh._options(), "-p", str(address.port), address.target, *([wanted] if wanted else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and done.stdout == "" and ("no" in done.stderr)


def test_only_the_newest_release_can_be_fetched(publisher, node, server):
    publisher.release(0)
    publisher.repository().mark("refs/sumu/left", publisher.head())
    with at(node.var):
        said = ssh.git("ls-remote", ssh.Address.read(server.address).repository("portal"), folder=node.releases)
    assert {row.split()[1] for row in said.splitlines()} == {"HEAD", MAIN}


def test_the_command_of_the_node_pulls(publisher, node, server):
    publisher.release(0)
    environment = os.environ | node.environment | {"SUMU_SOURCE": server.address}
    command = [sys.executable, "manage.py", "node", "pull"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "portal：新发布 1 次" in done.stdout and node.shows()
    unsigned(publisher)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "没有签名" in done.stdout and node.shows()
