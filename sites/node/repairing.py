"""Putting right what differs from the signed release: each finding is judged anew, under the web root's lock."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pygit2

from sites.exchange.watch import LEFT_ALONE, MOVED, RESTORED
from sites.git.trees import bytes_of, entry_at, files_of
from sites.web.siblings import original_of
from sites.web.webroot import FOLDER_MODE, WebRoot

from .comparing import (
    ADDED,
    ALTERED,
    MODE,
    OWNER,
    REMOVED,
    file_differs,
    folder_differs,
    is_true_sibling,
    opened,
)
from .compressing import make_siblings
from .evidence import Quarantine


@dataclass
class Repair:
    """One site at one moment: its lock is held, ``tree`` is the verified release that its web root must equal.

    ``is_others`` tells whether a name in the web root itself belongs to another site; ``tell`` takes what was wrong:
    path, kind, what was done, evidence, detail.
    """

    git: pygit2.Repository
    root: WebRoot
    tree: pygit2.Tree
    name: str
    quarantine: Quarantine
    now: datetime
    is_others: Callable[[str], bool]
    tell: Callable[[str, str, str, str, str], None]

    def judge(self, path: str) -> None:
        """Put ``path`` right, a folder without what lies in its folders. Never follows a symbolic link."""
        *above, _last = path.split("/")
        for depth in range(len(above) + 1):
            folder = "/".join(above[:depth])
            entry = entry_at(self.tree, folder)
            if not isinstance(entry, pygit2.Tree):
                self._unexpected(folder)
                return
            if not self._folder_is_right(folder, entry):
                return
        entry = entry_at(self.tree, path)
        if isinstance(entry, pygit2.Tree):
            if self._folder_is_right(path, entry):
                self._content(path, entry)
        elif entry is not None:
            self._file(path, entry.id)
        else:
            self._unexpected(path)

    def _folder_is_right(self, path: str, tree: pygit2.Tree) -> bool:
        """Return whether a real folder lies at ``path``; put everything in it there otherwise."""
        target = self.root.folder / path
        wrong = folder_differs(None, str(target))
        if wrong in (MODE, OWNER):
            self._rights(path, target, wrong)
        if wrong not in (REMOVED, ALTERED):
            return True
        evidence = self._take(path) if wrong == ALTERED else ""
        count = 0
        for name, blob in files_of(tree, f"{path}/" if path else ""):
            if path or not self.is_others(name.split("/")[0]):
                self._write(name, blob)
                count += 1
        self.tell(path, wrong, RESTORED, evidence, f"{count} 个文件")
        return False

    def _rights(self, path: str, target: Path, wrong: str) -> None:
        try:
            target.chmod(FOLDER_MODE)
            done = RESTORED if wrong == MODE else LEFT_ALONE
        except OSError:
            done = LEFT_ALONE
        self.tell(path, wrong, done, "", "")

    def _content(self, path: str, tree: pygit2.Tree) -> None:
        with opened(self.root.folder, path) as folder:
            names = set() if folder is None else set(os.listdir(folder))  # noqa: PTH208  (an open folder)
        prefix = f"{path}/" if path else ""
        for entry in tree:
            if str(entry.name) not in names:
                self.judge(prefix + str(entry.name))
            names.discard(str(entry.name))
        for name in sorted(names):
            self._unexpected(prefix + name)

    def _file(self, path: str, blob: pygit2.Oid) -> None:
        with opened(self.root.folder, path.rpartition("/")[0]) as folder:
            wrong = REMOVED if folder is None else file_differs(folder, path.rpartition("/")[2], blob)
        if not wrong:
            return
        evidence = ""
        target = self.root.folder / path
        if wrong == ALTERED and target.is_file() and not target.is_symlink():
            kept = self.quarantine.copy(target, f"{self.name}/{path}", self.now)
            evidence = str(kept or "")
        elif wrong == ALTERED:
            evidence = self._take(path)
        self._write(path, blob)
        self.tell(path, wrong, RESTORED, evidence, "")

    def _unexpected(self, path: str) -> None:
        folder, _, name = path.rpartition("/")
        target = self.root.folder / path
        if not os.path.lexists(target) or (not folder and self.is_others(name)):
            return
        tree = entry_at(self.tree, folder)
        original = original_of(path)
        blob = entry_at(self.tree, original) if original else None
        with opened(self.root.folder, folder) as handle:
            if handle is not None and isinstance(tree, pygit2.Tree) and is_true_sibling(handle, name, tree):
                return
        evidence = self._take(path)
        if original and isinstance(blob, pygit2.Blob):
            make_siblings(self.root, original, blob.id)
            self.tell(path, ALTERED, RESTORED, evidence, "")
        else:
            self.tell(path, ADDED, MOVED, evidence, "")

    def _write(self, path: str, blob: pygit2.Oid) -> None:
        data = bytes_of(self.git, blob)
        if pygit2.hash(data) != blob:
            raise pygit2.GitError(f"{blob} is damaged")
        self.root.write(path, data)
        make_siblings(self.root, path, blob)

    def _take(self, path: str) -> str:
        kept = self.quarantine.take(self.root.folder / path, f"{self.name}/{path or 'web-root'}", self.now)
        self.root.forget()
        return str(kept)
