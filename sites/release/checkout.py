"""Bringing a web root to what the newest release says, file by file and whole at every moment.

What a web root holds is known from the commit that ``LIVE`` names, never from listing the folder: files of
others and the web roots of sites below it are out of reach. Ended at any point, a checkout is simply repeated.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

import pygit2

from .paths import check
from .repository import MAIN, Repository
from .trees import bytes_of, files_of

LIVE = "refs/sumu/live"
SHARED = ("assets/", "media/")
"""Below these lie files named by their digest, which pages point to: they come before the pages and go after them."""


class WebRoot:
    """The folder that the public sees at the base of one site."""

    def __init__(self, folder: Path, neighbours: Collection[str] = ()) -> None:
        self.folder = folder
        self._base = str(folder)
        self.neighbours = frozenset(neighbours)
        self._sound: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Put ``data`` at ``path``: whole at every moment, never through a symbolic link. Raises ``BadPath``."""
        check(path, self.neighbours)
        self._prepare(path)
        folder, _, name = f"{self._base}/{path}".rpartition("/")
        target, temporary = f"{folder}/{name}", f"{folder}/.{name}.new"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
        try:
            with os.fdopen(handle, "wb", buffering=0) as stream:
                stream.write(data)
            _replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def remove(self, path: str) -> None:
        """Remove the file at ``path`` and each folder that this leaves empty; what is gone already is fine."""
        check(path, self.neighbours)
        folder = path.rpartition("/")[0]
        if not self._is_sound(folder):
            return
        try:
            (self.folder / path).unlink(missing_ok=True)
        except (IsADirectoryError, NotADirectoryError, PermissionError):
            return
        while folder:
            try:
                (self.folder / folder).rmdir()
            except OSError:
                return
            self._sound.discard(folder)
            folder = folder.rpartition("/")[0]

    def read(self, path: str) -> bytes | None:
        """Return the bytes at ``path``, None where there is no plain file."""
        target = self.folder / path
        if target.is_symlink() or not self._is_sound(path.rpartition("/")[0]):
            return None
        try:
            return target.read_bytes()
        except OSError:
            return None

    def files(self) -> Iterator[str]:
        """Yield the path of everything that lies in this web root and in no neighbour's, folders left out."""
        for folder, folders, names in os.walk(self.folder):
            below = Path(folder).relative_to(self.folder).as_posix()
            prefix = "" if below == "." else f"{below}/"
            if not prefix:
                folders[:] = [name for name in folders if name not in self.neighbours]
            yield from (prefix + name for name in sorted(names))

    def _prepare(self, path: str) -> None:
        if not self._sound:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sound.add("")
        folder = ""
        if path.rpartition("/")[0] in self._sound:
            return
        for segment in path.split("/")[:-1]:
            folder = f"{folder}/{segment}" if folder else segment
            if folder in self._sound:
                continue
            target = self.folder / folder
            if target.is_symlink() or (target.exists() and not target.is_dir()):
                target.unlink()
            target.mkdir(exist_ok=True)
            self._sound.add(folder)

    def _is_sound(self, folder: str) -> bool:
        """Return whether ``folder`` and those above it are real folders, none of them a symbolic link."""
        while folder:
            target = self.folder / folder
            if target.is_symlink() or not target.is_dir():
                return False
            folder = folder.rpartition("/")[0]
        return self.folder.is_dir()


def _replace(temporary: str, target: str) -> None:
    try:
        os.replace(temporary, target)  # noqa: PTH105  (strings, not Path: this runs for each of many thousand files)
    except IsADirectoryError:
        Path(target).rmdir()
        Path(temporary).replace(target)


def check_out(repository: Repository, root: WebRoot) -> int:
    """Bring ``root`` to the newest release; return how many files were written or removed.

    The first time every file is written. Raises ``BadPath`` before anything is written if the release
    holds a path that may not be there.
    """
    main = repository.head(MAIN)
    if main is None:
        return 0
    live = repository.head(LIVE)
    if live is not None and live.id == main.id:
        return 0
    changes = list(_changes(repository.git, live, main))
    for path, _ in changes:
        check(path, root.neighbours)
    shared = [change for change in changes if change[0].startswith(SHARED)]
    pages = [change for change in changes if not change[0].startswith(SHARED)]
    _write(repository.git, root, [(path, blob) for path, blob in shared if blob is not None])
    _write(repository.git, root, pages)
    _write(repository.git, root, [(path, blob) for path, blob in shared if blob is None])
    repository.mark(LIVE, str(main.id))
    return len(changes)


def _write(git: pygit2.Repository, root: WebRoot, changes: list[tuple[str, pygit2.Oid | None]]) -> None:
    for path, blob in changes:
        if blob is None:
            root.remove(path)
    for path, blob in changes:
        if blob is not None:
            root.write(path, bytes_of(git, blob))


def remove_all(repository: Repository, tree: pygit2.Tree, root: WebRoot) -> None:
    """Remove from ``root`` every file of ``tree``, which lay there before the site moved away."""
    for path, _ in list(files_of(repository.git, tree)):
        root.remove(path)


def repair(repository: Repository, root: WebRoot) -> list[str]:
    """Write anew each file that differs from the live release; return their paths (被篡改的文件)."""
    live = repository.head(LIVE)
    if live is None:
        return []
    wrong = []
    for path, blob in files_of(repository.git, live.tree):
        data = root.read(path)
        if data is None or pygit2.hash(data) != blob:
            root.write(path, bytes_of(repository.git, blob))
            wrong.append(path)
    return wrong


def _changes(
    git: pygit2.Repository, live: pygit2.Commit | None, main: pygit2.Commit
) -> Iterator[tuple[str, pygit2.Oid | None]]:
    """Yield each file that differs, with its new blob; None where it is gone."""
    if live is None:
        yield from files_of(git, main.tree)
        return
    yield from _differences(git, live.tree, main.tree, "")


def _differences(
    git: pygit2.Repository, old: pygit2.Tree, new: pygit2.Tree, prefix: str
) -> Iterator[tuple[str, pygit2.Oid | None]]:
    before = {str(entry.name): entry for entry in old}
    after = {str(entry.name): entry for entry in new}
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was is not None and now is not None and was.id == now.id:
            continue
        if isinstance(was, pygit2.Tree) and isinstance(now, pygit2.Tree):
            yield from _differences(git, was, now, f"{prefix}{name}/")
            continue
        held = dict(_below(git, now, prefix + name))
        yield from ((path, None) for path, _ in _below(git, was, prefix + name) if path not in held)
        yield from held.items()


def _below(git: pygit2.Repository, entry: pygit2.Object | None, path: str) -> Iterator[tuple[str, pygit2.Oid]]:
    if isinstance(entry, pygit2.Tree):
        yield from files_of(git, entry, f"{path}/")
    elif entry is not None:
        yield path, entry.id
