"""A change of many files is prepared aside and shown at once, by folders that change places.

A web root with no other site in it is one exchange. In the web root at a host's base the folders of other sites lie,
which stay where they are: there each entry that changes is exchanged by itself, one right after another.
"""

import logging
import os
from collections.abc import Mapping

import pygit2

from sites.git import faults

from . import exchanging
from .checkout_lock import alone_in_host
from .staging import Staging, clear
from .webroot import WebRoot

logger = logging.getLogger(__name__)
NEXT, FOUND = "next", "found"


class CannotSwitch(OSError):
    """Raised, before anything changed, where the kernel or the file system cannot exchange."""


class Switch:
    """Brings a web root from the release ``old`` (None: from nothing) to ``new`` at once."""

    def __init__(
        self,
        git: pygit2.Repository,
        root: WebRoot,
        old: pygit2.Tree | None,
        new: pygit2.Tree,
        at_hand: Mapping[bytes, bytes],
    ) -> None:
        self._root, self._old, self._new = root, old, new
        self._staging = Staging(git, at_hand)
        self._next = root.aside / NEXT

    def prepare(self, kept: tuple[str, ...] = ()) -> None:
        """Make the next state aside, without the folders ``kept`` where entries are exchanged one by one."""
        self._root.prepare()
        if not exchanging.works_in(self._root.aside) or not _is_one_file_system(self._root):
            raise CannotSwitch
        if not self._root.neighbours:
            self._staging.folder(self._new, self._old, self._root.folder, self._next, "")
            return
        self._next.mkdir()
        before = {} if self._old is None else {str(entry.name): entry for entry in self._old}
        for entry in self._new:
            name, was = str(entry.name), before.get(str(entry.name))
            if name in kept or (was is not None and was.id == entry.id):
                continue
            if isinstance(entry, pygit2.Tree):
                held = was if isinstance(was, pygit2.Tree) else None
                self._staging.folder(entry, held, self._root.folder / name, self._next / name, f"{name}/")
            else:
                self._staging.file(name, entry.id, self._next / name)

    def show(self) -> bool:
        """Let readers see the next state; return whether that was one single step. What they saw before lies aside."""
        if not self._root.neighbours:
            with alone_in_host(self._root):
                if self._root.host is not None or self._holds_no_other_site():
                    exchanging.exchange(self._next, self._root.folder)
                    faults.point("checked-out-part")
                    return True
        ready = sorted(os.scandir(self._next), key=lambda entry: (entry.is_file(), entry.name))
        for entry in ready:
            self._show(entry.name)
            faults.point("checked-out-part")
        return False

    def _holds_no_other_site(self) -> bool:
        """Return whether every folder in the web root is one of ours."""
        ours = {str(entry.name) for tree in (self._old, self._new) if tree is not None for entry in tree}
        return all(entry.name in ours for entry in os.scandir(self._root.folder) if entry.is_dir(follow_symlinks=False))

    def _show(self, name: str) -> None:
        target, ready = self._root.folder / name, self._next / name
        self._root.drop_siblings(name)
        if ready.is_file() and target.is_file() and not target.is_symlink():
            ready.replace(target)
        elif os.path.lexists(target):
            exchanging.exchange(ready, target)
        else:
            ready.rename(target)


def holds_aside(root: WebRoot) -> bool:
    """Return whether files of another release lie aside of ``root``."""
    return (root.aside / NEXT).is_dir()


def tidy(root: WebRoot, known: list[pygit2.Tree]) -> None:
    """Clear what lies aside of releases ``known``; what no release put there is kept apart, under ``found``."""
    leftover = root.aside / NEXT
    if not holds_aside(root) or clear(leftover, known):
        return
    apart = next(path for number in range(1 << 30) if not (path := root.aside / f"{FOUND}-{number}").exists())
    leftover.rename(apart)
    logger.warning("files that no release put there, kept in %s", apart)


def _is_one_file_system(root: WebRoot) -> bool:
    return root.folder.stat().st_dev == root.aside.stat().st_dev
