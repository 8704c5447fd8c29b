"""A scratch file that remembers what was released, however much that is, without holding it in memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sites.build.program.spec import batches

TOGETHER = 5000


class Scratch:
    """Paths and the hashes of their bytes, and which of them were taken; gone when the block ends."""

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        folder = self._stack.enter_context(TemporaryDirectory(prefix="sumu-verify-"))
        self._rows = sqlite3.connect(Path(folder) / "files", isolation_level=None)
        self._stack.callback(self._rows.close)
        self._rows.execute("PRAGMA journal_mode=OFF")
        self._rows.execute("PRAGMA synchronous=OFF")
        self._rows.execute(
            "CREATE TABLE file (path TEXT PRIMARY KEY, blob BLOB, taken INTEGER DEFAULT 0) WITHOUT ROWID"
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def fill(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Remember ``files``: path and hash."""
        for batch in batches(files, TOGETHER):
            self._rows.execute("BEGIN")
            self._rows.executemany("INSERT INTO file (path, blob) VALUES (?, ?)", batch)
            self._rows.execute("COMMIT")

    def take(self, path: str) -> bytes | None:
        """Return the hash under ``path`` and remember that it was asked for; None where there is none."""
        found = self.blob(path)
        if found is not None:
            self._rows.execute("UPDATE file SET taken = 1 WHERE path = ?", (path,))
        return found

    def blob(self, path: str) -> bytes | None:
        """Return the hash under ``path``, None where there is none."""
        row = self._rows.execute("SELECT blob FROM file WHERE path = ?", (path,)).fetchone()
        return bytes(row[0]) if row else None

    def holds(self, path: str) -> bool:
        """Return whether anything is remembered under ``path``."""
        return self.blob(path) is not None

    def left(self) -> Iterator[str]:
        """Yield the paths that were never taken."""
        for (path,) in self._rows.execute("SELECT path FROM file WHERE taken = 0 ORDER BY path"):
            yield str(path)
