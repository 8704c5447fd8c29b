"""One process at a time brings releases to a site of a node."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def holding(repository: Path) -> Iterator[None]:
    """Hold the site whose bare repository is the folder ``repository``, waiting for others to end.

    The operating system frees the lock of a process that ends in any way.
    """
    with (repository / "sumu.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
