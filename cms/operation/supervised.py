"""A process that another one started must not outlive it."""

import os
import threading

MARK = "SUMU_SUPERVISED"


def end_with_parent() -> None:
    """End this process as soon as its supervisor is gone, however that came about.

    The supervisor holds the other end of our standard input; when it ends, even by a kill, reading ends.
    Does nothing in a process that nobody supervises.
    """
    if os.environ.get(MARK) != "1":
        return

    def wait() -> None:
        while os.read(0, 4096):  # not sys.stdin: an end of our own while that is being read is a crash
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True, name="end-with-parent").start()
