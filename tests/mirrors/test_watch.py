"""The publisher asks each node over real SSH what its watch says, and takes nothing it says on trust."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from sites.exchange import door, ssh
from sites.exchange.watch import Report
from sites.exchange.watch_files import FILE, folder
from sites.mirrors import naming
from sites.mirrors.asking import KEPT, OLDER, Asking, ask_due, watch_of
from sites.mirrors.models import Mirror
from sites.mirrors.pushing import push_due
from sites.node.agent import Agent, Pace
from sites.node.reports import Reporter
from sites.store import clock
from tests.cluster import ROOT
from tests.node.conftest import sweep
from tests.ssh_server import SshServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path, publisher):
    with SshServer(tmp_path / "sshd") as server:
        ssh.known_hosts().parent.mkdir(parents=True, exist_ok=True)
        ssh.known_hosts().write_text(server.known_hosts)
        yield server


@pytest.fixture
def mirror(server, node):
    server.let_in(ssh.public_key(), node.command("receive"))
    return naming.add("county", server.address, "operator")


@pytest.fixture
def says(server, tmp_path):
    """Return a function that makes the node somebody else's: it says what it is given, to whatever it is asked."""

    def hostile(said: bytes, command: str = "") -> Mirror:
        (tmp_path / "said").write_bytes(said)
        server.let_in(ssh.public_key(), command or f"cat {tmp_path / 'said'}")
        return naming.add("county", server.address, "operator")

    return hostile


@pytest.fixture
def later(monkeypatch):
    def go_on(seconds: float = 61) -> None:
        now = clock.now() + timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda: now)

    return go_on


def answer(**state):
    now = datetime.now(UTC).isoformat()
    report = {"at": now, "site": "portal", "address": "www.example.cn/x.php", "kind": "added", "done": "已移入隔离区"}
    return {"now": now, "state": {"at": now, "files": 7, **state}, "reports": [report]}


def test_a_node_tells_its_watch_and_what_it_found(publisher, node, mirror, later):
    publisher.release(0)
    push_due()
    assert ask_due() == 1
    mirror.refresh_from_db()
    assert watch_of(mirror).state is None and not mirror.silence
    agent = Agent(node.var, node.var / "trusted", Reporter(node.var), Pace(1e9, 1))
    (node.root() / "a" / "0.html").write_text("defaced")
    (node.root() / "shell.php").write_text("<?php")
    sweep(agent)
    agent._reporter.state(agent.state())
    assert ask_due() == 0, "it was asked within the minute"
    later()
    assert ask_due() == 1
    mirror.refresh_from_db()
    told = watch_of(mirror)
    assert told.is_running and told.state.files == 3 and told.state.reports == 2 and told.state.ended
    found = {(report.site, report.address.rpartition("/")[2], report.kind, report.done) for report in told.reports}
    assert found == {("portal", "0.html", "altered", "已恢复"), ("portal", "shell.php", "added", "已移入隔离区")}
    assert all("/quarantine/" in report.evidence for report in told.reports)
    (folder(node.var) / FILE).unlink()
    later()
    assert ask_due() == 1
    mirror.refresh_from_db()
    assert len(watch_of(mirror).reports) == 2, "what was told once stays told"
    naming.add("county", "ssh://elsewhere/", "operator")
    assert watch_of(Mirror.objects.get()) is None


def test_asking_holds_up_no_push_and_a_node_away_says_so(publisher, node, mirror):
    naming.add("away", "ssh://nobody@127.0.0.1:1/x", "operator")
    publisher.release(0)
    assert ask_due() == 1
    away = Mirror.objects.get(name="away")
    assert "refused" in away.silence and away.answered_at is None and not away.failures
    assert push_due() == 1 and node.shows()
    out = StringIO()
    call_command("mirrors", stdout=out)
    assert "网页防篡改：没有运行过" in out.getvalue() and "refused" in out.getvalue()


def test_a_node_that_keeps_its_answer_to_itself_is_pushed_to_all_the_same(publisher, node, server, monkeypatch):
    monkeypatch.setattr(ssh, "WATCH_SECONDS", 5)
    script = node.var / "door.sh"
    script.write_text(f"[ $SSH_ORIGINAL_COMMAND = {door.WATCH} ] && exec sleep 60\n{node.command('receive')}\n")
    server.let_in(ssh.public_key(), f"sh {script}")
    mirror = naming.add("county", server.address, "operator")
    publisher.release(0)
    with ThreadPoolExecutor(1) as pool:
        asking = Asking(pool)
        asking.look()
        assert push_due() == 1 and node.shows()
        wait(asking.running.values())
        assert asking.settle() == 0
    mirror.refresh_from_db()
    assert mirror.silence == "5 秒内没有完成，已中止。" and not mirror.error


def test_an_older_program_says_so(says):
    mirror = says(b"", f"echo 'CommandError: {door.REFUSAL}' >&2; exit 1")
    assert ask_due() == 0
    mirror.refresh_from_db()
    assert mirror.silence == OLDER


def test_whoever_may_only_fetch_is_not_told(publisher, server):
    program = f"cd {ROOT} && {sys.executable} -m sites.exchange.door {publisher.var / 'releases'}"
    server.let_in(ssh.public_key(), program)
    with pytest.raises(ssh.Unreachable, match="收发发布内容"):
        ssh.watch(ssh.Address.read(server.address))


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"hello",
        b"[]",
        b'{"now": 1}',
        b'{"now": "2026-11-21T08:00:00"}',
        b"[" * 100_000,
        b'{"now": "2026-11-21T08:00:00+00:00"' + b"\xff" * 100,
        b"9" * 100_000,
    ],
)
def test_what_is_no_answer_is_told_and_kept_nowhere(says, said):
    mirror = says(said)
    assert ask_due() == 0
    mirror.refresh_from_db()
    assert "节点的回答" in mirror.silence and mirror.watch == {} and mirror.answered_at is None


@pytest.mark.parametrize("command", ["cat /dev/zero", "cat /dev/zero >&2"])
def test_an_answer_without_end_is_cut_off(says, command):
    mirror = says(b"", command)
    assert ask_due() == 0
    mirror.refresh_from_db()
    assert mirror.silence == "对方的回答太长，已中止。"


def test_only_known_fields_are_kept_within_bounds(says):
    said = answer(files=-3, reports=1e400, sites=True, round={"ended": [], "seconds": "x"}, secret="s", at_once="yes")
    first = said["reports"][0]
    said["more"] = "m"
    said["reports"] += [
        {**first, "address": "<script>\u202e\x00\ud800" + "x" * 5000, "kind": "new", "seconds": float("nan"), "x": 1},
        {**first, "at": "yesterday"},
        {**first, "kind": 5},
        "text",
        None,
        {**first, "site": {"a": 1}, "seconds": 10**3000},
    ]
    mirror = says(json.dumps(said).encode())
    assert ask_due() == 1
    mirror.refresh_from_db()
    told = watch_of(mirror)
    state = told.state
    assert (state.files, state.reports, state.sites, state.ended, state.seconds) == (0, 10**12, 0, None, 0)
    assert not state.at_once and "secret" not in json.dumps(mirror.watch) and "more" not in mirror.watch
    odd = told.reports[1]
    assert odd.address.startswith("<script>\ufffd\ufffd\ufffdxxx") and len(odd.address) == 400 and odd.seconds == 0
    assert odd.words == "new" and [report.site for report in told.reports] == ["portal", "portal", ""]
    assert told.reports[2].seconds == 10**12


def test_no_more_is_kept_than_agreed(says, later):
    said = answer()
    first = said["reports"][0]
    said["reports"] = [{**first, "address": f"www.example.cn/{number}"} for number in range(3000)]
    mirror = says(json.dumps(said).encode())
    assert ask_due() == 1
    mirror.refresh_from_db()
    assert len(watch_of(mirror).reports) == KEPT
    assert isinstance(watch_of(mirror).reports[0], Report)


@pytest.mark.parametrize(("seconds", "running"), [(0, True), (170, True), (200, False), (-200, False)])
def test_a_watch_runs_while_its_state_is_fresh_by_its_own_clock(says, seconds, running):
    now = datetime.now(UTC) - timedelta(days=400)
    mirror = says(
        json.dumps(answer(at=(now - timedelta(seconds=seconds)).isoformat()) | {"now": now.isoformat()}).encode()
    )
    assert ask_due() == 1
    mirror.refresh_from_db()
    assert watch_of(mirror).is_running is running
