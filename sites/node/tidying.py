"""Keeping a node's repositories small (整理): a pull leaves a pack, a push some ten files, and all become one pack."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sites.git.repacking import repack, state_of
from sites.git.repository import Repository

from .accepting import INCOMING
from .holding import holding

logger = logging.getLogger("sumu.node")
PACKS = 100
"""From how many packs on it is worth it: each is looked into for every file, and pulls leave many in a day."""


@dataclass(frozen=True)
class Tidied:
    """What became of one site's repository: its bytes before and after, or why it stayed as it was."""

    site: str
    before: int = 0
    after: int = 0
    error: str = ""


def tidy(var: Path) -> Iterator[Tidied]:
    """Repack the repositories below ``var`` for which it is worth it, one after another; yield what became of each.

    Only those that take releases from elsewhere: on the machine that publishes, its own housekeeping does it.
    """
    for path in sorted((var / "releases").glob("*.git")):
        try:
            if _is_due(path):
                yield Tidied(path.stem, *repack(path, partial(holding, path)))
        except Exception as reason:  # one site's failure, whatever it is, must not stop the others
            logger.exception("cannot repack %s", path.stem)
            yield Tidied(path.stem, error=str(reason))


def _is_due(path: Path) -> bool:
    return INCOMING in Repository(path).git.references and state_of(path).is_due(PACKS)
