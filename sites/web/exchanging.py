"""Two names of one file system change places in one step (``renameat2`` with ``RENAME_EXCHANGE``)."""

import ctypes
import errno
import os
import tempfile
from pathlib import Path

_HERE = -100
_EXCHANGE = 2


def exchange(one: Path, other: Path) -> None:
    """Let two files or folders change places, so that nobody ever finds either name missing.

    Raises ``OSError`` where the kernel or the file system cannot; then nothing has changed.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


def works_in(folder: Path) -> bool:
    """Return whether the file system of ``folder`` can exchange; tries it with two folders of its own."""
    try:
        with tempfile.TemporaryDirectory(dir=folder) as probe:
            one, other = Path(probe) / "one", Path(probe) / "other"
            one.mkdir()
            other.mkdir()
            exchange(one, other)
    except OSError:
        return False
    return True
