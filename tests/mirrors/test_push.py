"""The publisher pushes to nodes over real SSH; a node takes nothing that is not ours and catches up by itself."""

import shutil
import subprocess
from datetime import timedelta
from io import StringIO

import pygit2
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from sites.exchange import ssh
from sites.git.repository import MAIN
from sites.mirrors import naming
from sites.mirrors.models import Mirror
from sites.mirrors.pushing import push_due
from sites.store import clock
from sites.store.models import AuditEntry
from tests.node.parts import MOMENT
from tests.ssh_server import SshServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path, publisher, node):
    with SshServer(tmp_path / "sshd") as server:
        server.let_in(ssh.public_key(), node.command("receive"))
        ssh.known_hosts().write_text(server.known_hosts)
        yield server


@pytest.fixture
def mirror(server):
    return naming.add("county", server.address, "operator")


def later(monkeypatch, seconds):
    now = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_a_node_that_was_away_gets_what_it_is_missing(publisher, node, mirror, monkeypatch):
    publisher.release(0)
    publisher.release(0, "jyj")
    assert push_due() == 1 and node.shows() and node.shows("jyj")
    assert push_due() == 0
    for number in range(1, 20):
        publisher.release(number)
    assert push_due() == 1
    assert node.head() == publisher.head() and node.shows()
    mirror.refresh_from_db()
    assert mirror.succeeded_at and not mirror.error and not mirror.failures
    shutil.rmtree(node.releases)
    assert push_due() == 0
    later(monkeypatch, 700)
    assert push_due() == 1 and node.head("jyj") == publisher.head("jyj")


def test_a_node_that_does_not_answer_stops_no_other_and_is_tried_again(publisher, node, mirror, monkeypatch):
    naming.add("away", "ssh://nobody@127.0.0.1:1/x", "operator")
    publisher.release(0)
    later(monkeypatch, 0)
    assert push_due() == 1 and node.shows()
    away = Mirror.objects.get(name="away")
    assert away.failures == 1 and "refused" in away.error
    tried = away.tried_at
    push_due()
    assert Mirror.objects.get(name="away").tried_at == tried
    later(monkeypatch, 6)
    push_due()
    assert Mirror.objects.get(name="away").failures == 2


def test_a_node_refuses_what_is_not_ours_and_the_publisher_is_told(publisher, node, mirror):
    publisher.release(0)
    push_due()
    held = node.head()
    repository = publisher.repository()
    who = pygit2.Signature("Sumu", "sumu@localhost", int(MOMENT.timestamp()), 0)
    head = repository.head()
    repository.git.create_commit(MAIN, who, who, head.message, head.tree.id, [head.id])
    publisher.release(0, "jyj")
    assert push_due() == 0
    mirror.refresh_from_db()
    assert "没有签名" in mirror.error and "portal" in mirror.error and mirror.failures == 1
    assert node.head() == held and node.shows() and node.shows("jyj")


@pytest.mark.parametrize("name", ["refs/heads/main", "refs/heads/other", "refs/sumu/live"])
def test_the_publishers_key_can_move_nothing_by_itself(publisher, node, server, name):
    publisher.release(0)
    where = ssh.Address.read(server.address).repository("portal")
    with pytest.raises(ssh.Unreachable):
        ssh.git("push", where, f"+{publisher.head()}:{name}", folder=publisher.repository().path)
    assert node.head() == "" and not node.root().exists()


def test_the_publishers_key_opens_no_shell(publisher, node, server):
    address = ssh.Address.read(server.address)
    for wanted in ("id", "git-upload-pack '/x/portal.git'"):
        command = ["ssh", *ssh._options(), "-p", str(address.port), address.target, wanted]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        assert done.returncode == 1 and done.stdout == ""


def test_naming_a_node_is_recorded(publisher):
    out = StringIO()
    call_command("mirrors", "add", "county", "ssh://sumu@node.example.cn:2222/srv", stdout=out)
    assert "ssh-ed25519" in out.getvalue() and Mirror.objects.get().address == "ssh://sumu@node.example.cn:2222/srv"
    call_command("mirrors", stdout=out)
    assert "从未" in out.getvalue()
    call_command("mirrors", "remove", "county", stdout=out)
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["name mirror", "remove mirror"]
    for bad in ("http://x", "ssh://-oProxyCommand=id/x", "node:/srv", "ssh://a b/x"):
        with pytest.raises(CommandError, match="地址不对"):
            call_command("mirrors", "add", "county", bad)
    with pytest.raises(ValidationError):
        naming.remove("county", "operator")
