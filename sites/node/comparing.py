"""What lies in a web root compared with what the signed release says: looking only, through no symbolic link.

The content is read and hashed each time: size and time of a file are whatever an intruder wants them to be.
"""

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pygit2

from sites.git.trees import entry_at
from sites.web.siblings import is_true, original_of
from sites.web.webroot import FILE_MODE, FOLDER_MODE

ALTERED, REMOVED, ADDED, MODE, OWNER = "altered", "removed", "added", "mode", "owner"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
CHUNK = 1 << 20


@contextmanager
def opened(root: Path, path: str) -> Iterator[int | None]:
    """Open the folder ``path`` below ``root``; None where there is no such folder or a symbolic link on the way."""
    handle: int | None = None
    try:
        handle = os.open(root, _FOLDER)
        for segment in filter(None, path.split("/")):
            below = os.open(segment, _FOLDER, dir_fd=handle)
            os.close(handle)
            handle = below
    except (OSError, ValueError):
        if handle is not None:
            os.close(handle)
            handle = None
    try:
        yield handle
    finally:
        if handle is not None:
            os.close(handle)


def file_differs(folder: int, name: str, blob: pygit2.Oid) -> str:
    """Return in what the file ``name`` differs from ``blob``, empty when it is as it should be."""
    try:
        facts = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(facts.st_mode):
            return ALTERED
        handle = os.open(name, _FILE, dir_fd=folder)
    except FileNotFoundError:
        return REMOVED
    except OSError:
        return ALTERED
    try:
        if _hash(handle, os.fstat(handle).st_size) != blob.raw:
            return ALTERED
    except OSError:
        return ALTERED
    finally:
        os.close(handle)
    return _rights_differ(facts, FILE_MODE)


def folder_differs(folder: int | None, name: str) -> str:
    """Return in what the folder ``name`` (a whole path without ``folder``) differs, its content aside."""
    try:
        facts = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return REMOVED
    except OSError:
        return ALTERED
    return _rights_differ(facts, FOLDER_MODE) if stat.S_ISDIR(facts.st_mode) else ALTERED


def is_true_sibling(folder: int, name: str, tree: pygit2.Tree) -> bool:
    """Return whether the file ``name`` is a compressed version of a file of ``tree``, the release's folder."""
    original = original_of(name)
    entry = entry_at(tree, original) if original else None
    if not isinstance(entry, pygit2.Blob):
        return False
    try:
        facts = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(facts.st_mode) or _rights_differ(facts, FILE_MODE) or facts.st_size > entry.size:
            return False
        handle = os.open(name, _FILE, dir_fd=folder)
    except OSError:
        return False
    with os.fdopen(handle, "rb") as stream:
        return is_true(stream.read(entry.size), name[-3:], entry.id, entry.size)


def looks_right(root: Path, tree: pygit2.Tree, path: str) -> bool:
    """Return whether what lies at ``path`` is what the release holds there, the content of a folder aside."""
    above, _, name = path.rpartition("/")
    entry = entry_at(tree, path)
    with opened(root, above) as folder:
        if folder is None:
            return False
        if not name or isinstance(entry, pygit2.Tree):
            return not folder_differs(folder, name or ".")
        if entry is not None:
            return not file_differs(folder, name, entry.id)
        if not os.path.lexists(root / path):
            return True
        holder = entry_at(tree, above)
        return isinstance(holder, pygit2.Tree) and is_true_sibling(folder, name, holder)


def suspicious(root: Path, tree: pygit2.Tree, skipped: Collection[str] = (), below: str = "") -> Iterator[str | None]:
    """Yield for each file and folder below the folder ``below`` None when it is as it should be, else its path.

    ``skipped`` names what lies in the web root itself and is other sites'.
    """
    with opened(root, below) as folder:
        entry = entry_at(tree, below)
        if folder is None or not isinstance(entry, pygit2.Tree):
            yield below
            return
        yield from _suspicious(folder, entry, f"{below}/" if below else "", () if below else skipped)


def _suspicious(folder: int, tree: pygit2.Tree, prefix: str, skipped: Collection[str]) -> Iterator[str | None]:
    names = set(os.listdir(folder)).difference(skipped)
    for entry in tree:
        name = str(entry.name)
        names.discard(name)
        if not isinstance(entry, pygit2.Tree):
            yield prefix + name if file_differs(folder, name, entry.id) else None
            continue
        yield prefix + name if folder_differs(folder, name) else None
        try:
            below = os.open(name, _FOLDER, dir_fd=folder)
        except OSError:
            continue
        try:
            yield from _suspicious(below, entry, f"{prefix}{name}/", ())
        finally:
            os.close(below)
    for name in sorted(names):
        yield None if is_true_sibling(folder, name, tree) else prefix + name


def _hash(handle: int, size: int) -> bytes:
    made = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    while chunk := os.read(handle, CHUNK):
        made.update(chunk)
    return made.digest()


def _rights_differ(facts: os.stat_result, mode: int) -> str:
    if facts.st_uid != os.geteuid():
        return OWNER
    return MODE if stat.S_IMODE(facts.st_mode) != mode else ""
