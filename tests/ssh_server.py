"""A real OpenSSH server on a port of its own, which lets given keys do one thing each."""

import getpass
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.cluster import free_port

CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
MaxStartups 100
LogLevel ERROR
"""


class SshServer:
    """Runs while its ``with`` lasts; nobody may log in until ``let_in``."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.port = free_port()
        self._keys = folder / "authorized_keys"
        self._keys.touch()
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "host_key"], check=True)
        (folder / "sshd_config").write_text(CONFIGURATION.format(port=self.port, folder=folder))

    @property
    def address(self) -> str:
        """The address under which a client reaches it; its folder is the door's business."""
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}/anywhere"

    @property
    def known_hosts(self) -> str:
        """The line by which a client knows it."""
        kind, key, *_ = (self.folder / "host_key.pub").read_text().split()
        return f"[127.0.0.1]:{self.port} {kind} {key}\n"

    def let_in(self, key: str, command: str) -> None:
        """Let whoever holds ``key`` run ``command`` and nothing else."""
        with self._keys.open("a") as stream:
            stream.write(f'restrict,command="{command}" {key}\n')

    def __enter__(self) -> "SshServer":
        program = shutil.which("sshd") or "/usr/sbin/sshd"
        if getpass.getuser() == "root":
            Path("/run/sshd").mkdir(exist_ok=True)
        self._process = subprocess.Popen([program, "-D", "-e", "-f", self.folder / "sshd_config"])
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise RuntimeError("sshd does not answer")

    def __exit__(self, *raised: object) -> None:
        self._process.terminate()
        self._process.wait()
