"""The town in which something breaks: made once, put back before each test."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cluster import ROOT


@dataclass
class Town:
    """Two sites in a state folder, and the host that acts in it."""

    var: Path
    columns: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    host: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the host."""
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        command = [sys.executable, "-m", "tests.faults.host"]
        self.host = subprocess.Popen(
            command,
            cwd=ROOT,
            env=kept | {"SUMU_VAR": str(self.var), "SUMU_SECRET_KEY": "only-for-tests"} | self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def stop(self) -> None:
        """End the host."""
        assert self.host and self.host.stdin
        self.host.stdin.close()
        self.host.wait(30)

    def run(self, act: str, *, fault: str = "", **arguments: Any) -> dict[str, Any]:
        """Let a child do ``act``; return its status, and its result or error. ``fault`` is where it is to be killed."""
        environment = {"SUMU_FAULT": fault}
        self.send(act, environment=environment, **arguments)
        return self._answer()

    def do(self, act: str, **arguments: Any) -> Any:
        """Let a child do ``act`` and return its result; it must succeed."""
        answer = self.run(act, **arguments)
        assert answer["status"] == 0, answer.get("error", answer)
        return answer["result"]

    def send(self, act: str, *, environment: dict[str, str], **arguments: Any) -> None:
        """Let a child begin ``act``."""
        assert self.host and self.host.stdin
        wanted = {"act": act, "arguments": arguments, "environment": environment}
        self.host.stdin.write(json.dumps(wanted) + "\n")
        self.host.stdin.flush()

    def _answer(self) -> dict[str, Any]:
        assert self.host and self.host.stdout
        line = self.host.stdout.readline()
        assert line, "the host of the town has ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def root(self, site: str = "portal") -> Path:
        """Return the web root of a site."""
        folder = self.var / "www" / "www.example.localhost"
        return folder if site == "portal" else folder / site

    def assert_sound(self) -> None:
        """Work until nothing waits: then nothing waits with an error, and every site equals its full build."""
        self.do("work")
        assert self.do("waiting") == []
        assert self.do("check") == []


@pytest.fixture(scope="session")
def made_town() -> Iterator[tuple[Town, Path]]:
    """Make the town once; yield it and the copy that its folder is put back from."""
    folder = Path(tempfile.mkdtemp(prefix="sumu-town-"))
    town = Town(folder / "var")
    town.var.mkdir()
    town.start()
    town.columns = town.do("make_town")
    shutil.copytree(town.var, folder / "pristine", symlinks=True)
    yield town, folder / "pristine"
    town.stop()
    shutil.rmtree(folder)


@pytest.fixture
def town(made_town: tuple[Town, Path]) -> Town:
    """Return the town as it was made."""
    town, pristine = made_town
    shutil.rmtree(town.var)
    shutil.copytree(pristine, town.var, symlinks=True)
    return town
