"""Running git itself: no setting of the user or of the system and no hook has a say, and nothing is asked."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

CAREFUL = [
    *("-c", "protocol.allow=never", "-c", "protocol.ssh.allow=always", "-c", "protocol.file.allow=always"),
    *("-c", "transfer.fsckObjects=true", "-c", "core.hooksPath=/dev/null"),
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
]
"""What git is told each time: objects are checked as they come in, and nothing is started by itself."""


class Failed(RuntimeError):
    """Raised when git ends with an error; the message says what it complained of.

    ``was_ended`` tells that something ended it from outside: then nothing is known of the repository.
    """

    def __init__(self, said: str, *, was_ended: bool = False) -> None:
        super().__init__(said)
        self.was_ended = was_ended


def environment(repository: Path) -> dict[str, str]:
    """Return the environment in which git works on the bare repository in the folder ``repository``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {"GIT_DIR": str(repository), "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1"}
    return kept | own | {"GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}


def run(repository: Path, *arguments: str, lines: Iterable[str] = ()) -> str:
    """Run git on ``repository`` behind everything else, with ``lines`` as its input; return what it printed.

    Raises ``Failed``.
    """
    done = subprocess.run(  # noqa: S603  (our own arguments, no shell)
        ["nice", "-n", "10", "git", *CAREFUL, *arguments],  # noqa: S607
        env=environment(repository),
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip()
        raise Failed(f"git {' '.join(arguments)[:60]}: {complaint[:2000]}", was_ended=done.returncode < 0)
    return done.stdout.decode()
