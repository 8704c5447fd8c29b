"""A process that another one started ends with it, and well when it ends by itself."""

import os
import subprocess
import sys

from cms.operation.supervised import MARK

CODE = "from cms.operation.supervised import end_with_parent; end_with_parent(); "


def supervised(code: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", CODE + code],
        env=os.environ | {MARK: "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_one_whose_work_is_done_ends_without_a_word() -> None:
    process = supervised("")
    assert process.wait(60) == 0
    assert process.stderr is not None and process.stderr.read() == b""


def test_one_whose_supervisor_is_gone_ends() -> None:
    process = supervised("import time; print('ready', flush=True); time.sleep(600)")
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.stdin.close()
    assert process.wait(60) == 0
