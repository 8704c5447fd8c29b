"""The way to another machine: git and OpenSSH, with a key and known hosts of our own, asking nobody anything."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sites.git import program, signing

from .door import HEADS, WATCH
from .hearing import TooMuch, hear
from .watch import text

CONNECT_SECONDS = 10
SILENT_SECONDS = 15
"""How often a silent connection is asked whether it still stands; it ends after four times without an answer."""
LONGEST_SECONDS = 3600
ANSWER_SECONDS, WATCH_SECONDS = 120, 30
"""How long an answer may take: which releases a machine holds, what its watch says."""
LONGEST, LONGEST_WATCH = 8 << 20, 1 << 20
"""How many bytes another machine may say: in all, and of its watch. It may be in anybody's hands."""
LONGEST_LINE = 500
"""How many characters of each line that tells why something failed are kept."""
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
    said = _ask(address, HEADS, ANSWER_SECONDS, LONGEST)
    rows = [line.split() for line in said.splitlines()]
    return {row[1]: row[0] for row in rows if len(row) == 2 and is_commit(row[0]) and is_site(row[1])}


def watch(address: Address) -> str:
    """Return what the machine at ``address`` says of its watch: whatever it likes, to be read by ``watch.decoded``.

    Raises ``Unreachable``.
    """
    return _ask(address, WATCH, WATCH_SECONDS, LONGEST_WATCH)


def git(*arguments: str, folder: Path) -> str:
    """Run git in the repository ``folder``, with whatever it reaches by SSH; return what it printed.

    Raises ``Unreachable``.
    """
    command = " ".join(_quoted(part) for part in ["ssh", *_options()])
    way = {"GIT_SSH_COMMAND": command, "GIT_SSH_VARIANT": "ssh"}
    return _run(["git", *program.CAREFUL, *arguments], program.environment(folder) | way)


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


def _ask(address: Address, question: str, seconds: float, longest: int) -> str:
    port = ["-p", str(address.port)]
    return _run(["ssh", *_options(), *port, address.target, question], os.environ, seconds, longest)


def _run(
    command: list[str], environment: Mapping[str, str], seconds: float = LONGEST_SECONDS, longest: int = LONGEST
) -> str:
    try:
        process = subprocess.Popen(  # noqa: S603  (our own arguments, no shell)
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except FileNotFoundError:
        raise Unreachable(f"找不到 {command[0]}，请安装系统软件包 git 和 openssh-client。") from None
    with process:
        try:
            said, complained = hear(process, seconds, longest)
        except TooMuch:
            raise Unreachable("对方的回答太长，已中止。") from None
        except subprocess.TimeoutExpired:
            raise Unreachable(f"{int(seconds)} 秒内没有完成，已中止。") from None
        finally:
            if process.poll() is None:
                process.kill()
    if process.returncode:
        raise Unreachable(_reason(complained.decode(errors="replace")) or f"{command[0]}: {process.returncode}")
    return said.decode(errors="replace")


def _reason(said: str) -> str:
    """Return the last lines of what a program said, which tell why it failed: another machine may have written them."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    return "\n".join(text(line, LONGEST_LINE) for line in lines[-5:])
