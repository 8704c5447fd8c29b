"""The next state of a folder of a web root, made aside: what stays is linked to, the rest is written.

Nobody reads a folder in the making, so its files are written straight away, without a name to be changed later.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pygit2

from sites.git import faults
from sites.git.trees import bytes_of

from .webroot import FILE_MODE, FOLDER_MODE, SIBLINGS, write_whole

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True)
class Staging:
    """Makes folders of the next state from ``git``; files ``at_hand``, by their blob's name, are not read there."""

    git: pygit2.Repository
    at_hand: Mapping[bytes, bytes]

    def folder(self, new: pygit2.Tree, old: pygit2.Tree | None, source: Path, target: Path, prefix: str) -> None:
        """Make ``target`` hold what ``new`` says; files that are the same in ``old`` are taken from ``source``."""
        target.mkdir()
        with _opened(target) as made, _opened(source) as held:
            if made is None:
                raise NotADirectoryError(str(target))
            os.fchmod(made, FOLDER_MODE)
            self._fill(new, old, held, made, prefix)

    def _fill(self, new: pygit2.Tree, old: pygit2.Tree | None, source: int | None, target: int, prefix: str) -> None:
        before = {} if old is None else {str(entry.name): entry for entry in old}
        for entry in new:
            name = str(entry.name)
            was = before.get(name)
            if isinstance(entry, pygit2.Tree):
                os.mkdir(name, FOLDER_MODE, dir_fd=target)
                made = os.open(name, _FOLDER, dir_fd=target)
                try:
                    os.fchmod(made, FOLDER_MODE)
                    if source is None or not isinstance(was, pygit2.Tree):
                        self._fill(entry, None, None, made, f"{prefix}{name}/")
                    else:
                        with _opened(name, source) as held:
                            self._fill(entry, was, held, made, f"{prefix}{name}/")
                finally:
                    os.close(made)
            elif was is None or was.id != entry.id or source is None or not _link(name, source, target):
                self.file(prefix + name, entry.id, name, target)
                faults.point("staged-part")

    def file(self, path: str, blob: pygit2.Oid, name: str | Path, folder: int | None = None) -> None:
        """Write the file ``path`` of the release as ``name`` in ``folder``, where nothing of that name lies yet."""
        handle = os.open(name, _NEW, FILE_MODE, dir_fd=folder)
        try:
            write_whole(handle, data_of(self.git, blob, self.at_hand))
        finally:
            os.close(handle)


def data_of(git: pygit2.Repository, blob: pygit2.Oid, at_hand: Mapping[bytes, bytes]) -> bytes:
    """Return the bytes of ``blob``, from those ``at_hand`` if they are."""
    data = at_hand.get(blob.raw)
    return bytes_of(git, blob) if data is None else data


@contextmanager
def _opened(name: str | Path, folder: int | None = None) -> Iterator[int | None]:
    """Open the folder ``name``, in ``folder`` if it is a plain name; None where there is no real folder."""
    try:
        if isinstance(name, str) and folder is None:
            raise FileNotFoundError(name)
        handle = os.open(name, _FOLDER, dir_fd=folder)
    except OSError:
        yield None
        return
    try:
        yield handle
    finally:
        os.close(handle)


def _link(name: str, source: int, target: int) -> bool:
    """Give a plain file a second name, and its compressed versions too; return whether that could be."""
    try:
        if not stat.S_ISREG(os.stat(name, dir_fd=source, follow_symlinks=False).st_mode):
            return False
        os.link(name, name, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)
    except OSError:
        return False
    for suffix in SIBLINGS:
        try:
            os.link(name + suffix, name + suffix, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)
        except OSError:
            continue
    return True


def clear(folder: Path, known: list[pygit2.Tree]) -> bool:
    """Remove from ``folder`` the files that one of ``known`` holds, and their compressed versions.

    Return whether the folder is gone; otherwise it holds things that no release put there.
    """
    names: dict[str, list[pygit2.Object]] = {}
    for tree in known:
        for entry in tree:
            names.setdefault(str(entry.name), []).append(entry)
    for found in list(os.scandir(folder)):
        if found.is_dir(follow_symlinks=False):
            clear(Path(found.path), [each for each in names.get(found.name, ()) if isinstance(each, pygit2.Tree)])
        elif found.is_file(follow_symlinks=False) and (found.name in names or _original(found.name) in names):
            os.unlink(found.path)  # noqa: PTH108  (strings: for each of many thousand files)
            faults.point("tidied-part")
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def _original(name: str) -> str:
    return name[: -len(SIBLINGS[0])] if name.endswith(SIBLINGS) else name
