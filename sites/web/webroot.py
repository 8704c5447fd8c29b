"""The folder that the public sees at the base of one site: written whole at every moment, with fixed rights.

Files are prepared aside, in a folder beside ``www`` that no web server shows: nothing unfinished ever lies in it.
"""

import errno
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from sites.git.paths import check

FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Everybody may read, nobody but the owner may write, whatever the umask of the process."""
SIBLINGS = (".gz", ".br")
"""What the compressed versions beside a file end in. A web server sends them whatever their age."""
ASIDE = "aside"


class WebRoot:
    """The web root of one site; ``neighbours`` names the folders in it that are other sites' web roots."""

    def __init__(
        self, folder: Path, neighbours: Collection[str] = (), aside: Path | None = None, host: Path | None = None
    ) -> None:
        self.folder = folder
        self.host = host
        """The folder of the host in which the web root lies, None where it is that itself."""
        self.aside = folder.parent / ASIDE / folder.name if aside is None else aside
        self.neighbours = frozenset(neighbours)
        self._base = str(folder)
        self._sound: set[str] = set()

    @classmethod
    def at(cls, www: Path, host: str, path: str, neighbours: Collection[str] = ()) -> "WebRoot":
        """Return the web root of the site at ``host``/``path`` below ``www``; ``path`` is empty for the host's own."""
        if not path:
            return cls(www / host, neighbours, www.parent / ASIDE / host)
        return cls(www / host / path, neighbours, www.parent / ASIDE / f"{host}+{path.replace('/', '+')}", www / host)

    def write(self, path: str, data: bytes) -> None:
        """Put ``data`` at ``path``: whole at every moment, never through a symbolic link. Raises ``BadPath``.

        Compressed versions of what lay there go first.
        """
        check(path, self.neighbours)
        self._prepare(path)
        self.drop_siblings(path)
        self._put(path, data)

    def write_sibling(self, path: str, suffix: str, data: bytes, modified: int) -> None:
        """Put a compressed version beside the file at ``path``, with its time of change (in nanoseconds)."""
        check(path, self.neighbours)
        self._prepare(path)
        self._put(path + suffix, data, modified)

    def _put(self, path: str, data: bytes, modified: int | None = None) -> None:
        target = f"{self._base}/{path}"
        try:
            _replace(_written(f"{self.aside}/new", data, modified), target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            folder, _, name = target.rpartition("/")
            _replace(_written(f"{folder}/.{name}.new", data, modified), target)

    def remove(self, path: str) -> None:
        """Remove the file at ``path`` and each folder that this leaves empty; what is gone already is fine."""
        check(path, self.neighbours)
        folder = path.rpartition("/")[0]
        if not self._is_sound(folder):
            return
        self.drop_siblings(path)
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

    def drop_siblings(self, path: str) -> None:
        """Remove the compressed versions of the file at ``path``."""
        for suffix in SIBLINGS:
            try:
                os.unlink(f"{self._base}/{path}{suffix}")  # noqa: PTH108  (strings: for each of many thousand files)
            except OSError:
                continue

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

    def prepare(self) -> None:
        """Make the folder, the one aside, and those above that are missing."""
        if self.folder.is_symlink():
            self.folder.unlink()
        _make_all(self.folder)
        self.prepare_aside()
        self._sound.add("")

    def prepare_aside(self) -> None:
        """Make the folder aside, and those above that are missing."""
        _make_all(self.aside)

    def forget(self) -> None:
        """Look at every folder anew: they have changed places."""
        self._sound.clear()

    def _prepare(self, path: str) -> None:
        if not self._sound:
            self.prepare()
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
            _make(target)
            self._sound.add(folder)

    def _is_sound(self, folder: str) -> bool:
        """Return whether ``folder`` and those above it are real folders, none of them a symbolic link."""
        while folder:
            target = self.folder / folder
            if target.is_symlink() or not target.is_dir():
                return False
            folder = folder.rpartition("/")[0]
        return self.folder.is_dir()


def _make_all(folder: Path) -> None:
    for each in (*reversed(folder.parents), folder):
        if not each.is_dir():
            _make(each)


def _make(folder: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        return
    folder.chmod(FOLDER_MODE)


def _written(path: str, data: bytes, modified: int | None) -> str:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, FILE_MODE)
    try:
        write_whole(handle, data)
        if modified is not None:
            os.utime(handle, ns=(modified, modified))
    finally:
        os.close(handle)
    return path


def write_whole(handle: int, data: bytes) -> None:
    """Write all of ``data`` into an open file and give it the rights of public files."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fchmod(handle, FILE_MODE)


def _replace(temporary: str, target: str) -> None:
    try:
        os.replace(temporary, target)  # noqa: PTH105  (strings, not Path: this runs for each of many thousand files)
    except IsADirectoryError:
        Path(target).rmdir()
        Path(temporary).replace(target)
