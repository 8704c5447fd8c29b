"""One release at a time in a cluster."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def releasing(*, wait: bool) -> Iterator[bool]:
    """Hold the lock of all releases; yield whether it is held.

    With ``wait`` the call waits for another process to finish, otherwise it yields ``False`` at once. The
    operating system frees the lock of a process that ends in any way.
    """
    folder = Path(settings.SUMU_VAR) / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
