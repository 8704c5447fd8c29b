"""What a key may do that OpenSSH lets in: fetch the releases, and nothing else.

On the publisher this stands as the forced command of each node's key (``authorized_keys``)::

    restrict,command="cd /opt/sumu && exec .venv/bin/python -m sites.exchange.door /srv/sumu/releases" ssh-ed25519 …

It needs neither Django nor a database.
"""

import os
import re
import sys
from pathlib import Path

import pygit2

from sites.git.repository import MAIN

HEADS, WATCH = "sumu-heads", "sumu-watch"
"""Questions: each site's newest release; what the watch over the web roots says, which a node tells its publisher."""
REFUSAL = "这里只能收发发布内容。/ This key can exchange releases and nothing else."
"""What is said to any other question; a program that does not know a question yet says it too."""
FETCH, PUSH = "git-upload-pack", "git-receive-pack"
_ASKED = re.compile(r"^(git-upload-pack|git-receive-pack) '(?:[^']*/)?([A-Za-z0-9_][A-Za-z0-9_-]*)\.git'$")
_SHOWN = ["uploadpack.hideRefs=refs/", "uploadpack.hideRefs=!refs/heads/main"]


class Closed(PermissionError):
    """Raised for whatever this door is not for; the message is for the log of the other side."""


def asked(command: str) -> tuple[str, str]:
    """Return what ``command`` (``SSH_ORIGINAL_COMMAND``) asks for, and of which site. Raises ``Closed``.

    The folder that it names is left out: the door knows its own.
    """
    if command in (HEADS, WATCH):
        return command, ""
    found = _ASKED.match(command)
    if found is None:
        raise Closed(REFUSAL)
    return found[1], found[2]


def heads(folder: Path) -> list[tuple[str, str]]:
    """Return each site whose repository lies in ``folder``, with its newest release."""
    found = []
    for path in sorted(folder.glob("*.git")):
        head = _head(path)
        if head:
            found.append((path.stem, head))
    return found


def _head(repository: Path) -> str:
    """Return the newest release, empty without one; read from its file, for this is asked of hundreds at a time."""
    try:
        said = (repository / MAIN).read_text().strip()
    except OSError:
        said = ""
    if len(said) == 40:
        return said
    reference = pygit2.Repository(str(repository)).references.get(MAIN)
    return "" if reference is None else str(reference.peel(pygit2.Commit).id)


def say_heads(folder: Path) -> None:
    """Print the newest release of each site."""
    sys.stdout.write("".join(f"{commit} {site}\n" for site, commit in heads(folder)))


def main(arguments: list[str]) -> int:
    """Do what the other side asks for; return the exit code where it is refused."""
    folder = Path(arguments[0])
    pygit2.option(pygit2.enums.Option.SET_OWNER_VALIDATION, 0)
    try:
        what, site = asked(os.environ.get("SSH_ORIGINAL_COMMAND", ""))
        if what == HEADS:
            say_heads(folder)
            return 0
        if what == WATCH:
            raise Closed(REFUSAL)
        path = folder / f"{site}.git"
        if what != FETCH or not path.is_dir():
            raise Closed(f"没有这个站点：{site} / no such site")
    except Closed as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    shown = [part for setting in (*_SHOWN, f"safe.directory={path}") for part in ("-c", setting)]
    return os.execvp("git", ["git", *shown, "upload-pack", "--strict", str(path)])  # noqa: S606, S607


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
