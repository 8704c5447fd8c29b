"""The watch over the web roots (网页防篡改): every file is compared with the signed release, all the time.

The kernel's notifications lead at once to what happened; a rolling sweep reads every file again and again, for what
no notification tells. Whatever looks wrong is judged under the web root's lock, so that a release under way is none.
"""

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sites.exchange.watch import Report
from sites.web.exchanging import works_in
from sites.web.webroot import FOLDER_MODE, SIBLINGS

from .comparing import suspicious
from .evidence import Quarantine
from .hosting import refresh_maps
from .noticing import Notifications
from .places import Place, Places
from .reports import Reporter
from .strangers import remove_strangers
from .trust import Trust
from .watching import Watched

logger = logging.getLogger("sumu.node")
PAUSE = 0.1
"""Seconds between two looks at most; what is notified is looked at at once."""
PLACES_EVERY, STATE_EVERY = 1.0, 5.0
LATER = 100
"""How many compressed versions are looked at in one go."""
FASTER = 20
"""How many times faster the sweep is where the kernel does not notify."""
AT_ONCE = 3000.0
"""Files a second in a folder that changed as a whole."""


@dataclass(frozen=True)
class Pace:
    """How fast the sweep is: files a second at least, and seconds in which all are to be read."""

    files: float = 50.0
    seconds: float = 1800.0


class Agent:
    """Watches the web roots below ``var``."""

    def __init__(
        self, var: Path, keys: Path, reporter: Reporter, pace: Pace | None = None, reload: list[str] | None = None
    ) -> None:
        self.var, self._pace, self._reload = var, pace or Pace(), reload or []
        self._trust, self._reporter = Trust(keys), reporter
        self._quarantine = Quarantine(var)
        self._make_www()
        self._notifications = Notifications(var / "www")
        self._watched: dict[str, Watched] = {}
        self._places = Places(var)
        self._urgent: dict[tuple[str, str], Iterator[str | None]] = {}
        self._later: dict[str, None] = {}
        self._sweep = self._rounds()
        self._budget, self._last = 0.0, time.monotonic()
        self._next_places = self._next_state = 0.0
        self.repairs, self.files, self.rounds = 0, 0, 0
        self._round: dict[str, object] = {}

    def run(self, stop: threading.Event) -> None:
        """Watch until ``stop`` is set. Nothing that goes wrong with one site ends the watch over the others."""
        self._notifications.start()
        while not stop.is_set():
            self.step()
        self._notifications.stop()

    def step(self) -> None:
        """Look once: at what was notified, at the next files of the sweep; put right what is wrong."""
        now = time.monotonic()
        if now >= self._next_places:
            self._next_places = now + PLACES_EVERY
            self._refresh()
        self._listen()
        if self._notifications.overflowed:
            self._notifications.overflowed = False
            for key in self._watched:
                self._look_at_all(key, "")
        self._sweep_on()
        for watched in list(self._watched.values()):
            if watched.pending:
                self._guarded(watched)
        if now >= self._next_state:
            self._next_state = now + STATE_EVERY
            self._reporter.state(self.state())

    def _listen(self) -> None:
        """Look at what was notified; compressed versions wait, of which many come at once and none is a page."""
        found = self._notifications.take(0.0 if self._urgent or self._later else PAUSE)
        self._later.update(dict.fromkeys(path for path in found if path.endswith(SIBLINGS)))
        for path in found:
            if not path.endswith(SIBLINGS):
                self._look(path)
        for path in list(self._later)[:LATER]:
            del self._later[path]
            self._look(path)

    def _guarded(self, watched: Watched) -> None:
        try:
            watched.settle(self._quarantine)
        except Exception:
            logger.exception("cannot judge %s", watched.place.address)
            watched.pending.clear()

    def say(self, report: Report) -> None:
        """Report; count it."""
        self.repairs += 1
        self._reporter.write(report)

    def _refresh(self) -> None:
        before, self._places = self._places.stamp, Places(self.var)
        if before != self._places.stamp or not self._watched:
            refresh_maps(self.var, self._places, self._reload)
        for place in self._places:
            held = self._watched.get(place.key)
            if held is None or held.place != place:
                self._watched[place.key] = Watched(self.var, place, self._trust, self.say)
        for key in self._watched.keys() - self._places.sites.keys():
            del self._watched[key]
        remove_strangers(self._places, self.var, self._quarantine, self.say)

    def _look(self, relative: str) -> None:
        """Look at what was notified: a folder with everything in it."""
        place, path = self._places.owner(relative)
        if place is None or place.key not in self._watched:
            self._next_places = 0.0
            return
        root = self._places.root_of(place)
        if path.split("/")[0] in root.neighbours:
            self._next_places = 0.0
            return
        target = root.folder / path
        if target.is_dir() and not target.is_symlink():
            self._look_at_all(place.key, path)
        if not self._watched[place.key].look(root, path):
            self._look_at_all(place.key, "")

    def _look_at_all(self, key: str, path: str) -> None:
        if any(held == key and (not above or f"{path}/".startswith(f"{above}/")) for held, above in self._urgent):
            return
        self._urgent[key, path] = self._files(self._watched[key].place, path)

    def _files(self, place: Place, below: str = "") -> Iterator[str | None]:
        watched = self._watched.get(place.key)
        tree = watched.tree() if watched is not None else None
        if tree is None:
            return
        try:
            root = self._places.root_of(place)
            yield from suspicious(root.folder, tree, root.neighbours, below)
        except Exception:  # a damaged release is told by the judge, which looks at the whole web root then
            logger.exception("cannot read %s", place.address)
            yield ""

    def _rounds(self) -> Iterator[tuple[str, str | None]]:
        """Go through every file of every site, round after round."""
        while True:
            begun, count = time.monotonic(), 0
            for key in sorted(self._watched):
                watched = self._watched.get(key)
                if watched is None:
                    continue
                for path in self._files(watched.place):
                    count += 1
                    yield key, path
            self.files, self.rounds = count, self.rounds + 1
            ended = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
            self._round = {"ended": ended, "seconds": round(time.monotonic() - begun, 1), "files": count}
            yield "", None

    def _sweep_on(self) -> None:
        now = time.monotonic()
        passed, self._last = min(now - self._last, 1.0), now
        for urgent, files in list(self._urgent.items())[:1]:
            seen = [path for path, _ in zip(files, range(int(AT_ONCE * max(passed, PAUSE))), strict=False)]
            for path in seen:
                self._suspect(urgent[0], path)
            if len(seen) < int(AT_ONCE * max(passed, PAUSE)):
                del self._urgent[urgent]
        faster = FASTER if self._notifications.refusal else 1
        rate = max(self._pace.files, self.files / self._pace.seconds) * faster
        self._budget = min(self._budget + passed * rate, rate)
        while self._budget >= 1:
            self._budget -= 1
            key, path = next(self._sweep)
            if not key:
                break
            self._suspect(key, path)

    def _suspect(self, key: str, path: str | None) -> None:
        watched = self._watched.get(key)
        if path is not None and watched is not None:
            watched.notice(path)

    def _make_www(self) -> None:
        www = self.var / "www"
        if not www.is_dir():
            www.mkdir(parents=True)
            www.chmod(FOLDER_MODE)

    def state(self) -> dict[str, object]:
        """Return what ``node status`` tells."""
        return {
            "at": datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
            "sites": len(self._watched),
            "unplaced": self._places.unplaced,
            "files": self.files,
            "rounds": self.rounds,
            "round": self._round,
            "reports": self.repairs,
            "notifications": self._notifications.refusal,
            "at_once": works_in(self.var),
        }
