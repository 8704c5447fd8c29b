"""The kernel's own notifications of what happens below the web roots (inotify)."""

import logging
import queue
import threading
import time
from pathlib import Path

from watchfiles import watch

logger = logging.getLogger("sumu.node")
MOST = 50_000
"""How many notifications wait at most; the sweep finds what is dropped."""
RETRY = 300.0
"""Seconds after which notifications are tried again once the system refused them."""
SOON = 1.0
"""Seconds after which one listens again when a name was no text: whoever laid it there must not buy time by that."""
UNREADABLE = "Unable to decode path"
"""What watchfiles says when it ends because of such a name."""


class Notifications:
    """Collects the paths where something happened below ``www``, from when ``start`` is called."""

    def __init__(self, www: Path) -> None:
        self._www = www
        self._found: queue.Queue[str] = queue.Queue(maxsize=MOST)
        self._stop = threading.Event()
        self.refusal = ""
        """Why there are no notifications, in the system's words; empty while there are."""
        self.overflowed = False
        """Whether notifications were dropped since this was last reset."""

    def start(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._listen, name="notifications", daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self._stop.set()

    def take(self, patience: float) -> set[str]:
        """Return the paths, from ``www`` on, where something happened; wait up to ``patience`` seconds for one."""
        found: set[str] = set()
        try:
            found.add(self._found.get(timeout=patience))
            while len(found) < MOST:
                found.add(self._found.get_nowait())
        except queue.Empty:
            pass
        return found

    def _listen(self) -> None:
        base = len(str(self._www)) + 1
        while not self._stop.is_set():
            try:
                self.refusal = ""
                for changes in watch(
                    self._www,
                    watch_filter=None,
                    debounce=50,
                    step=50,
                    rust_timeout=1000,
                    stop_event=self._stop,
                    raise_interrupt=False,
                    ignore_permission_denied=True,
                ):
                    for _kind, path in changes:
                        self._keep(path[base:])
            except Exception as error:  # whatever the system refuses: the sweep goes on, and this is tried again
                logger.warning("no notifications: %s", error)
                if UNREADABLE not in str(error):
                    self.refusal = str(error)
            if not self._stop.is_set():
                self.overflowed = True
                time.sleep(RETRY if self.refusal else SOON)

    def _keep(self, path: str) -> None:
        try:
            self._found.put_nowait(path)
        except queue.Full:
            self.overflowed = True
