"""Folders of a release in memory: only those that a change touches are read and written."""

from collections.abc import Iterator

import pygit2
from pygit2.enums import FileMode

from .packs import TREE, PackWriter


class Folder:
    """One folder: its entries are files (names of blobs), folders untouched (names of trees) or folders opened."""

    def __init__(self, entries: "dict[str, pygit2.Oid | Folder]", git: pygit2.Repository | None = None) -> None:
        self.entries = entries
        self._git = git
        self._untouched: set[str] = set()

    @classmethod
    def opened(cls, git: pygit2.Repository, tree: pygit2.Tree) -> "Folder":
        """Return a folder as it stands in ``tree``."""
        folder = cls({str(entry.name): entry.id for entry in tree}, git)
        folder._untouched = {str(entry.name) for entry in tree if entry.filemode == FileMode.TREE}
        return folder

    def put(self, segments: list[str], blob: pygit2.Oid) -> None:
        """Put a file; a file or folder in its way gives way."""
        folder = self
        for name in segments[:-1]:
            child = folder._child(name)
            if child is None:
                child = folder.entries[name] = Folder({}, self._git)
            folder = child
        name = segments[-1]
        folder._untouched.discard(name)
        folder.entries[name] = blob

    def remove(self, segments: list[str]) -> None:
        """Remove a file if it is there, and each folder that this leaves empty."""
        name, *rest = segments
        if not rest:
            if name not in self._untouched and not isinstance(self.entries.get(name), Folder):
                self.entries.pop(name, None)
            return
        child = self._child(name)
        if child is not None:
            child.remove(rest)
            if not child.entries:
                del self.entries[name]

    def is_folder(self, name: str) -> bool:
        """Return whether the entry ``name`` is a folder."""
        return name in self._untouched or isinstance(self.entries[name], Folder)

    def _child(self, name: str) -> "Folder | None":
        entry = self.entries.get(name)
        if isinstance(entry, Folder):
            return entry
        if entry is not None and name in self._untouched and self._git is not None:
            self._untouched.discard(name)
            child = Folder.opened(self._git, tree_of(self._git, entry))
            self.entries[name] = child
            return child
        return None


def tree_of(git: pygit2.Repository, name: pygit2.Oid) -> pygit2.Tree:
    """Return the tree with this name. Raises ``TypeError`` when it is another kind of object."""
    found = git[name]
    if not isinstance(found, pygit2.Tree):
        raise TypeError(f"{name} is not a tree")
    return found


def bytes_of(git: pygit2.Repository, name: pygit2.Oid) -> bytes:
    """Return the bytes of the file with this name. Raises ``TypeError`` when it is another kind of object."""
    found = git[name]
    if not isinstance(found, pygit2.Blob):
        raise TypeError(f"{name} is not a file")
    return found.data


def files_of(git: pygit2.Repository, tree: pygit2.Tree, prefix: str = "") -> Iterator[tuple[str, pygit2.Oid]]:
    """Yield the path and the blob of every file below ``tree``, by path."""
    for entry in tree:
        if isinstance(entry, pygit2.Tree):
            yield from files_of(git, entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + str(entry.name), entry.id


def folder_of(git: pygit2.Repository, tree: pygit2.Tree | None) -> Folder:
    """Return the folder of ``tree``, an empty one without it."""
    return Folder({}, git) if tree is None else Folder.opened(git, tree)


def write_folder(git: pygit2.Repository, folder: Folder, pack: PackWriter | None = None) -> pygit2.Oid:
    """Write ``folder`` and those opened below it, loose or into ``pack``; return its name."""
    rows: list[tuple[bytes, bytes]] = []
    for name, entry in folder.entries.items():
        encoded = name.encode()
        if isinstance(entry, Folder):
            rows.append((encoded + b"/", b"40000 %s\0%s" % (encoded, write_folder(git, entry, pack).raw)))
        elif folder.is_folder(name):
            rows.append((encoded + b"/", b"40000 %s\0%s" % (encoded, entry.raw)))
        else:
            rows.append((encoded, b"100644 %s\0%s" % (encoded, entry.raw)))
    data = b"".join(row for _, row in sorted(rows))
    if pack is not None:
        return pygit2.Oid(raw=pack.add(TREE, data))
    return git.write(pygit2.enums.ObjectType.TREE, data)
