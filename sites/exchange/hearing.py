"""Listening to a program that may say anything for ever: no more of it is kept than was agreed, for no longer."""

import os
import selectors
import subprocess
import time

CHUNK = 1 << 16


class TooMuch(RuntimeError):
    """Raised when a program says more than was agreed."""


def hear(process: subprocess.Popen[bytes], seconds: float, longest: int) -> tuple[bytes, bytes]:
    """Return what ``process`` printed and what it complained of, once it has ended; both are pipes.

    Raises ``TooMuch`` when either is longer than ``longest`` bytes, ``TimeoutExpired``; the process goes on then.
    """
    until = time.monotonic() + seconds
    said, complained = bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        for stream, into in ((process.stdout, said), (process.stderr, complained)):
            if stream is not None:
                selector.register(stream, selectors.EVENT_READ, into)
        while selector.get_map():
            left = until - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired(process.args, seconds)
            for key, _events in selector.select(left):
                part = os.read(key.fd, CHUNK)
                key.data.extend(part)
                if not part:
                    selector.unregister(key.fileobj)
                if len(key.data) > longest:
                    raise TooMuch
    process.wait(max(until - time.monotonic(), 0))
    return bytes(said), bytes(complained)
