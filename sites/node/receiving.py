"""Taking releases that a publisher pushes (推送): what the publisher's key may do on a node, and nothing else.

The forced command of that key (``authorized_keys``) is ``manage.py node receive``.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from sites.exchange import door, ssh, watch_files
from sites.exchange.watch import encoded
from sites.git import program
from sites.git.repository import Repository

from .accepting import INCOMING, accept

LARGEST = 16 << 30
"""Bytes that one push may bring."""
_TAKEN = ["receive.hideRefs=refs/", f"receive.hideRefs=!{INCOMING}", f"receive.maxInputSize={LARGEST}"]


def receive(command: str, var: Path, keys: str, check_out: Callable[[Repository], object]) -> int:
    """Do what the other side asks for by ``command`` (``SSH_ORIGINAL_COMMAND``); return how many releases came.

    The push goes into a reference that nobody serves; then it is accepted or refused as whatever else comes in.
    The publisher may also ask which releases are held and what the watch says, both in the state folder ``var``.
    Raises ``door.Closed`` for anything else, ``accepting.Refused``, ``ssh.Unreachable`` when it broke off.
    """
    what, site = door.asked(command)
    releases = var / "releases"
    if what == door.WATCH:
        sys.stdout.buffer.write(encoded(watch_files.watch(var)))
        return 0
    if what == door.HEADS:
        door.say_heads(releases)
        return 0
    if what != door.PUSH:
        raise door.Closed("这里只接收发布。/ This key can push releases and nothing else.")
    repository = Repository(releases / f"{site}.git")
    taken = [part for setting in _TAKEN for part in ("-c", setting)]
    done = subprocess.run(  # noqa: S603  (our own arguments, no shell; its input and output are the connection's)
        ["git", *program.CAREFUL, *taken, "receive-pack", str(repository.path)],  # noqa: S607
        env=program.environment(repository.path),
        check=False,
    )
    if done.returncode:
        raise ssh.Unreachable("传送中断，请再试。")
    return accept(repository, site, keys, check_out)
