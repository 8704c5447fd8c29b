"""A real cluster in a folder of its own, started as a user starts it, for tests and measurements."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Cluster:
    """One cluster: its state folder, its ports, its running ``manage.py serve``."""

    var: Path
    editing_port: int = field(default_factory=free_port)
    public_port: int = field(default_factory=free_port)
    serving: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the cluster's commands."""
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return kept | {"SUMU_VAR": str(self.var), "PYTHONUNBUFFERED": "1"}

    def manage(self, *arguments: str) -> str:
        """Run a command of ``manage.py`` to its end and return what it printed; raises when it fails."""
        result = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{result.stdout}\n{result.stderr}")
        return result.stdout

    def prepare(self, *arguments: str) -> str:
        """Make the database, the sample cluster and its sites."""
        return self.manage("prepare", "--port", str(self.public_port), *arguments)

    def start(self, patience: float = 60) -> None:
        """Start serving and return when both sides answer; fail when they do not within ``patience`` seconds."""
        log = self.var / "serve.log"
        with log.open("w") as output:
            self.serving = subprocess.Popen(
                [
                    *(sys.executable, str(ROOT / "manage.py"), "serve"),
                    *("--editing-port", str(self.editing_port), "--public-port", str(self.public_port)),
                ],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_until(
            lambda: "Ctrl-C ends" in log.read_text() or self.serving.poll() is not None,
            patience,
            "the cluster did not start",
        )
        if self.serving.poll() is not None:
            raise RuntimeError(f"the cluster ended at once:\n{log.read_text()}")

    def stop(self) -> int:
        """End serving as Ctrl-C would; return the exit code."""
        if self.serving is None:
            return 0
        self.serving.send_signal(signal.SIGINT)
        code = self.serving.wait(20)
        self.serving = None
        return code

    def editing(self, path: str = "/admin/") -> str:
        """Return a full address on the editing side."""
        return f"http://localhost:{self.editing_port}{path}"

    def status(self, host: str, path: str) -> int:
        """Return the status with which an address of a public host answers."""
        return self.fetch(host, path)[0]

    def public(self, host: str, path: str = "/") -> tuple[int, str]:
        """Fetch an address of a public host; return status and text."""
        status, data = self.fetch(host, path)
        return status, data.decode()

    def fetch(self, host: str, path: str) -> tuple[int, bytes]:
        """Fetch an address of a public host; return status and bytes."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.public_port}{path}", headers={"Host": host})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def wait_until(condition, seconds: float, message: str) -> float:
    """Return after how many seconds ``condition()`` became true; fail with ``message`` when it does not in time."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if condition():
            return time.monotonic() - started
        time.sleep(0.05)
    raise AssertionError(f"{message} (waited {seconds} s)")
