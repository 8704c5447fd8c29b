"""How releases come to this node: pulled, pushed, or carried over in a bundle; each through the one gate."""

import logging
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.core.management.base import CommandError

from sites.exchange import bundles, door, ssh
from sites.git import signing

from . import applying, pulling, receiving
from .bringing import bring_up
from .options import options
from .telling import Say, tell_applied, tell_outcomes

logger = logging.getLogger("sumu.node")
CHANGED = "有站点没有更新，原因见上；其余站点已更新。"


def pull(var: Path, every: float, say: Say) -> None:
    """Pull once, or each ``every`` seconds until ended. Raises ``CommandError`` when once and not everything came."""
    look: Callable[[], list[pulling.Outcome]] = partial(_pull, var)
    while every:
        try:
            tell_outcomes(look(), say)
        except (ssh.Unreachable, CommandError) as reason:
            logger.warning("%s", reason)
        time.sleep(every)
    try:
        outcomes = look()
    except (ssh.Unreachable, ssh.BadAddress) as reason:
        raise CommandError(str(reason)) from reason
    if not tell_outcomes(outcomes, say):
        raise CommandError(CHANGED)
    say(f"{len(outcomes)} 个站点都是最新的。")


def apply(var: Path, file: Path, say: Say, key: Path | None = None) -> None:
    """Take the bundle ``file`` in, trusting ``key`` or else this node's. Raises ``CommandError``."""
    try:
        keys = _keys(key)
        done = applying.apply(file, var, keys, partial(bring_up, var))
    except (bundles.Damaged, signing.Unsigned, applying.OutOfTurn, OSError) as reason:
        raise CommandError(str(reason)) from reason
    if not tell_applied(done, say):
        raise CommandError(f"{CHANGED}处理后请再次导入同一个数据包。")


def receive(var: Path) -> None:
    """Take what the publisher pushes through this connection. Raises ``CommandError``, which the publisher is told."""
    command = os.environ.get("SSH_ORIGINAL_COMMAND", "")
    try:
        receiving.receive(command, var, _keys(), partial(bring_up, var))
    except Exception as reason:  # whatever it is, the publisher is to know
        sys.stderr.flush()
        if not isinstance(reason, door.Closed | ValueError | ssh.Unreachable):
            logger.exception("cannot take a push")
        raise CommandError(str(reason) or type(reason).__name__) from reason


def _pull(var: Path) -> list[pulling.Outcome]:
    return pulling.pull(options().source, var / "releases", _keys(), partial(bring_up, var))


def _keys(key: Path | None = None) -> str:
    path = options().trusted_key if key is None else key
    try:
        return path.read_text()
    except OSError as error:
        raise CommandError(f"读不到受信任的公钥 {path}：请把发布端的 keys/release.pub 放到这里。") from error
