"""The cluster starts, answers on both sides, and ends as one."""

import os
import signal
import socket
import subprocess
import sys

from tests.cluster import ROOT, wait_until

COUNT = "from sites.store.models import *; print(Document.objects.count(), Approval.objects.count())"


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_serving_without_a_cluster_is_one_sentence(empty_cluster):
    empty_cluster.var.mkdir()
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--editing-port", str(empty_cluster.editing_port)]
    command += ["--public-port", str(empty_cluster.public_port)]
    result = subprocess.run(command, env=empty_cluster.environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "make sample" in result.stderr and "Traceback" not in result.stderr


def test_a_busy_port_is_one_sentence(cluster):
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--editing-port", str(cluster.editing_port)]
    result = subprocess.run(command, env=cluster.environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert str(cluster.editing_port) in result.stderr and "Traceback" not in result.stderr


def test_killing_the_supervisor_leaves_no_process_behind(own_cluster):
    own_cluster.start()
    assert answers(own_cluster.editing_port) and answers(own_cluster.public_port)
    os.kill(own_cluster.serving.pid, signal.SIGKILL)
    own_cluster.serving.wait()
    ports = (own_cluster.editing_port, own_cluster.public_port)
    wait_until(lambda: not any(map(answers, ports)), 10, "still listening")
    own_cluster.serving = None


def test_interrupting_ends_everything_with_exit_code_0(own_cluster):
    own_cluster.start()
    assert own_cluster.stop() == 0
    assert not answers(own_cluster.editing_port) and not answers(own_cluster.public_port)


def test_starting_again_loses_nothing(own_cluster):
    own_cluster.prepare()
    own_cluster.start()
    before = own_cluster.public("localhost")
    own_cluster.stop()
    own_cluster.prepare()
    own_cluster.start()
    assert before[0] == 200
    assert own_cluster.public("localhost") == before


def test_preparing_again_publishes_nothing_anew(own_cluster):
    before = own_cluster.manage("shell", "-c", COUNT)
    own_cluster.prepare()
    assert own_cluster.manage("shell", "-c", COUNT) == before
