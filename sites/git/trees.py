"""Folders of a release in memory: only those that a change touches are read and written."""

from collections.abc import Iterator

import pygit2
from pygit2.enums import FileMode

from .packs import TREE, PackWriter

Change = tuple[str, pygit2.Oid | None, pygit2.Oid | None]
"""The path of a file, its old and its new blob; None where there is none."""
Entry = tuple[pygit2.Oid | None, FileMode]
"""What a name stands for in a folder, None where it goes; and whether that is a file or a folder."""


class Folder:
    """One folder of the next release: what it was in the last one, and the entries that change.

    ``touched`` holds these: files (names of blobs), folders opened, None for what goes.
    """

    def __init__(self, tree: pygit2.Tree | None = None) -> None:
        self.tree = tree
        self.touched: dict[str, pygit2.Oid | Folder | None] = {}

    def put(self, segments: list[str], blob: pygit2.Oid) -> None:
        """Put a file; a file or folder in its way gives way."""
        folder = self
        for name in segments[:-1]:
            folder = folder._child(name) or folder._begun(name)
        folder.touched[segments[-1]] = blob

    def remove(self, segments: list[str]) -> None:
        """Remove a file if it is there, and each folder that this leaves empty."""
        name, *rest = segments
        if not rest:
            if isinstance(self.touched.get(name, entry_at(self.tree, name)), pygit2.Oid | pygit2.Blob):
                self.touched[name] = None
            return
        child = self._child(name)
        if child is not None:
            child.remove(rest)

    def is_empty(self) -> bool:
        """Return whether nothing is left in it, nor in the folders below it."""
        if not all(_is_gone(entry) for entry in self.touched.values()):
            return False
        return all(str(entry.name) in self.touched for entry in self.tree or ())

    def changes(self, prefix: str = "") -> Iterator[Change]:
        """Yield what ``differences.changes`` does for the former folder and this one, without looking at the rest."""
        for name in sorted(self.touched):
            entry, former = self.touched[name], entry_at(self.tree, name)
            if isinstance(former, pygit2.Tree) and not isinstance(entry, Folder):
                yield from ((path, blob, None) for path, blob in files_of(former, f"{prefix}{name}/"))
            was = former.id if isinstance(former, pygit2.Blob) else None
            now = None if isinstance(entry, Folder) else entry
            if was != now:
                yield prefix + name, was, now
            if isinstance(entry, Folder):
                yield from entry.changes(f"{prefix}{name}/")

    def _child(self, name: str) -> "Folder | None":
        """Return the folder ``name``, opened; None where there is none, or a file."""
        if name in self.touched:
            entry = self.touched[name]
            return entry if isinstance(entry, Folder) else None
        former = entry_at(self.tree, name)
        if not isinstance(former, pygit2.Tree):
            return None
        child = self.touched[name] = Folder(former)
        return child

    def _begun(self, name: str) -> "Folder":
        """Return a folder ``name`` that holds nothing yet: whatever the former one held is gone."""
        former = entry_at(self.tree, name)
        child = self.touched[name] = Folder(former if isinstance(former, pygit2.Tree) else None)
        child.touched = dict.fromkeys(str(entry.name) for entry in child.tree or ())
        return child


def _is_gone(entry: "pygit2.Oid | Folder | None") -> bool:
    return entry.is_empty() if isinstance(entry, Folder) else entry is None


def entry_at(tree: pygit2.Tree | None, path: str) -> pygit2.Object | None:
    """Return what ``tree`` holds at ``path``, a folder or a file; None for nothing, all of it for the empty path."""
    if tree is None or not path:
        return tree
    try:
        return tree[path]
    except KeyError:
        return None


def bytes_of(git: pygit2.Repository, name: pygit2.Oid) -> bytes:
    """Return the bytes of the file with this name. Raises ``TypeError`` when it is another kind of object."""
    found = git[name]
    if not isinstance(found, pygit2.Blob):
        raise TypeError(f"{name} is not a file")
    return found.data


def files_of(tree: pygit2.Tree | None, prefix: str = "") -> Iterator[tuple[str, pygit2.Oid]]:
    """Yield the path and the blob of every file below ``tree``, by path; none where there is no tree."""
    for entry in tree or ():
        if isinstance(entry, pygit2.Tree):
            yield from files_of(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + str(entry.name), entry.id


def write_folder(git: pygit2.Repository, folder: Folder, pack: PackWriter | None = None) -> pygit2.Oid:
    """Write ``folder`` and those opened below it, loose or into ``pack``; return its name. Empty ones are left out.

    The files must have been written, or added to ``pack``.
    """
    changed: dict[str, Entry] = {}
    for name, entry in folder.touched.items():
        if _is_gone(entry):
            changed[name] = None, FileMode.BLOB
        elif isinstance(entry, Folder):
            changed[name] = write_folder(git, entry, pack), FileMode.TREE
        else:
            changed[name] = entry, FileMode.BLOB
    return _loose(git, folder.tree, changed) if pack is None else _packed(pack, folder.tree, changed)


def _loose(git: pygit2.Repository, tree: pygit2.Tree | None, changed: dict[str, Entry]) -> pygit2.Oid:
    """Let libgit2 put a few entries among thousands: it need not hand over each of the others."""
    builder = git.TreeBuilder() if tree is None else git.TreeBuilder(tree)
    for name, (entry, mode) in changed.items():
        if entry is not None:
            builder.insert(name, entry, mode)
        elif entry_at(tree, name) is not None:
            builder.remove(name)
    return builder.write()


def _packed(pack: PackWriter, tree: pygit2.Tree | None, changed: dict[str, Entry]) -> pygit2.Oid:
    rows: list[tuple[bytes, bytes]] = []
    for name, (entry, mode) in ({str(each.name): (each.id, each.filemode) for each in tree or ()} | changed).items():
        if entry is not None:
            encoded = name.encode()
            end = b"/" if mode == FileMode.TREE else b""  # git orders a folder as if its name ended in a slash
            rows.append((encoded + end, b"%o %s\0%s" % (mode, encoded, entry.raw)))
    return pygit2.Oid(raw=pack.add(TREE, b"".join(row for _, row in sorted(rows))))
