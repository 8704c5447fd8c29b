"""Whoever writes into a web root holds its lock: a checkout, a repair, a compression. One at a time for each site."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .webroot import WebRoot


@contextmanager
def checking_out(repository: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of the web root that ``repository`` is checked out into; yield whether it is held.

    Without ``wait`` it yields ``False`` at once while another holds it. The operating system frees the lock of a
    process that ends in any way.
    """
    with _locked(repository.with_suffix(".checkout"), fcntl.LOCK_EX, wait=wait) as held:
        yield held


@contextmanager
def below_host(root: WebRoot) -> Iterator[None]:
    """Hold the lock of the host that ``root`` lies in, together with others of its sites."""
    if root.host is None:
        yield
        return
    with _locked(_host_lock(root, root.host), fcntl.LOCK_SH, wait=True):
        yield


@contextmanager
def alone_in_host(root: WebRoot) -> Iterator[None]:
    """Hold the lock of the host whose folder is ``root``, alone: no site's folder can come into being in it."""
    if root.host is not None:
        yield
        return
    with _locked(_host_lock(root, root.folder), fcntl.LOCK_EX, wait=True):
        yield


def _host_lock(root: WebRoot, host: Path) -> Path:
    root.prepare_aside()
    return root.aside.parent / f"{host.name}.host"


@contextmanager
def _locked(path: Path, kind: int, *, wait: bool) -> Iterator[bool]:
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
