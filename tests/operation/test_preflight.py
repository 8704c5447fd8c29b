"""One clear sentence for each thing that is missing."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cms.operation import preflight

SCRIPT = Path(preflight.__file__)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_good_machine_passes(tmp_path):
    result = run(str(tmp_path / "new" / "folder"))
    assert (result.returncode, result.stderr) == (0, "")


def test_a_busy_port_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = run(port)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1 and port in result.stderr and "EDITING_PORT" in result.stderr


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    result = run(str(tmp_path / "file" / "var"))
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1 and str(tmp_path) in result.stderr


@pytest.mark.parametrize("module", ["venv", "sqlite3"])
def test_a_missing_module_is_one_sentence(module, monkeypatch):
    found = preflight.importlib.util.find_spec
    monkeypatch.setattr(preflight.importlib.util, "find_spec", lambda name: None if name == module else found(name))
    (sentence,) = preflight.complaints_about_python()
    assert module in sentence and preflight.MODULES[module] in sentence


def test_an_old_python_is_one_sentence(monkeypatch):
    monkeypatch.setattr(preflight.sys, "version_info", (3, 9, 2))
    (sentence,) = preflight.complaints_about_python()
    assert "3.11" in sentence and "3.9" in sentence
