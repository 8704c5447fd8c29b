"""The way to another machine: git and OpenSSH, with a key and known hosts of our own, asking nobody anything.

Needs no registry: nodes use it too.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from . import signing
from .door import HEADS

CONNECT_SECONDS = 10
SILENT_SECONDS = 15
"""How often a silent connection is asked whether it still stands; it ends after four times without an answer."""
LONGEST_SECONDS = 3600
_ADDRESS = re.compile(
    r"^ssh://((?P<user>[a-z_][a-z0-9_.-]*)@)?(?P<host>[A-Za-z0-9.-]+)(:(?P<port>[0-9]+))?(?P<path>/.*)?$"
)


class Unreachable(RuntimeError):
    """Raised when another machine cannot be reached or does not do what was asked; the message says why."""


class BadAddress(ValueError):
    """Raised for what is not the address of a machine; the message is for whoever wrote it."""


@dataclass(frozen=True)
class Address:
    """Where another machine answers: ``ssh://user@host:port/path``."""

    user: str
    host: str
    port: int
    path: str

    @classmethod
    def read(cls, text: str) -> "Address":
        """Return what ``text`` says. Raises ``BadAddress``."""
        found = _ADDRESS.match(text.strip())
        if found is None or found["host"].startswith("-"):
            raise BadAddress(f"地址不对：{text}。请写成 ssh://用户@主机:端口/目录。")
        return cls(found["user"] or "", found["host"], int(found["port"] or 22), (found["path"] or "").rstrip("/"))

    def __str__(self) -> str:
        return f"ssh://{self.target}:{self.port}{self.path}"

    @property
    def target(self) -> str:
        """Return ``user@host``."""
        return f"{self.user}@{self.host}" if self.user else self.host

    def repository(self, site: str) -> str:
        """Return the address of a site's repository there."""
        return f"{self}/{site}.git"


def key_path() -> Path:
    """Return where the private key lies by which this machine logs in at others."""
    return Path(settings.SUMU_VAR) / "keys" / "ssh"


def known_hosts() -> Path:
    """Return the file of the machines that this one knows by their key; any other is refused."""
    return Path(settings.SUMU_VAR) / "keys" / "known_hosts"


def public_key() -> str:
    """Return the public key's line, making the pair at the first call. Raises ``signing.NoSigningKey``."""
    return signing.ensure_pair(key_path()).with_suffix(".pub").read_text().strip()


def heads(address: Address) -> dict[str, str]:
    """Return the newest release of each site that the machine at ``address`` holds. Raises ``Unreachable``."""
    port = ["-p", str(address.port)]
    said = _run(["ssh", *_options(), *port, address.target, HEADS], os.environ, seconds=120)
    rows = [line.split() for line in said.splitlines()]
    return {row[1]: row[0] for row in rows if len(row) == 2 and is_commit(row[0]) and is_site(row[1])}


def git(*arguments: str, folder: Path) -> str:
    """Run git in the repository ``folder``, with whatever it reaches by SSH; return what it printed.

    No setting of the user or of the system and no hook has a say. Raises ``Unreachable``.
    """
    return _run(["git", *CAREFUL, *arguments], environment(folder))


CAREFUL = [
    *("-c", "protocol.allow=never", "-c", "protocol.ssh.allow=always", "-c", "protocol.file.allow=always"),
    *("-c", "transfer.fsckObjects=true", "-c", "core.hooksPath=/dev/null"),
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
]
"""What git is told each time: objects are checked as they come in, and nothing is started by itself."""


def environment(folder: Path) -> dict[str, str]:
    """Return the environment in which git works on the repository ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = " ".join(_quoted(part) for part in ["ssh", *_options()])
    own = {"GIT_DIR": str(folder), "GIT_SSH_COMMAND": command, "GIT_SSH_VARIANT": "ssh", "GIT_TERMINAL_PROMPT": "0"}
    return kept | own | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}


def is_site(name: str) -> bool:
    """Return whether ``name`` may be a site's key, and so the name of a repository."""
    return re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*", name) is not None


def is_commit(name: str) -> bool:
    """Return whether ``name`` may be a commit's."""
    return re.fullmatch(r"[0-9a-f]{40}", name) is not None


def _options() -> list[str]:
    wanted = {
        "IdentityFile": str(key_path()),
        "UserKnownHostsFile": str(known_hosts()),
        "GlobalKnownHostsFile": os.devnull,
        "IdentitiesOnly": "yes",
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "ConnectTimeout": str(CONNECT_SECONDS),
        "ServerAliveInterval": str(SILENT_SECONDS),
        "ServerAliveCountMax": "4",
        "ForwardAgent": "no",
        "LogLevel": "ERROR",
    }
    return ["-F", "none", "-T", *(part for name, value in wanted.items() for part in ("-o", f"{name}={value}"))]


def _quoted(part: str) -> str:
    return "'" + part.replace("'", "'\\''") + "'"


def _run(command: list[str], environment: Mapping[str, str], seconds: float = LONGEST_SECONDS) -> str:
    try:
        done = subprocess.run(  # noqa: S603  (our own arguments, no shell)
            command, env=environment, capture_output=True, check=False, timeout=seconds, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise Unreachable(f"找不到 {command[0]}，请安装系统软件包 git 和 openssh-client。") from None
    except subprocess.TimeoutExpired:
        raise Unreachable(f"{int(seconds)} 秒内没有完成，已中止。") from None
    if done.returncode:
        raise Unreachable(_reason(done.stderr.decode(errors="replace")) or f"{command[0]}: {done.returncode}")
    return done.stdout.decode(errors="replace")


def _reason(said: str) -> str:
    """Return the last lines of what a program said, which tell why it failed."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    return "\n".join(lines[-5:])
