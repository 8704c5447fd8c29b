"""One site under watch: what its web root must equal, what looks wrong in it, and putting that right."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pygit2

from sites.exchange.watch import LEFT_ALONE, Report
from sites.git.repository import MAIN, Repository
from sites.web.checkout import GOING, LIVE, check_out
from sites.web.checkout_lock import checking_out
from sites.web.webroot import WebRoot

from .comparing import looks_right
from .evidence import Quarantine
from .places import Place, Places
from .repairing import Repair
from .trust import Trust

BATCH = 100
"""How many findings are judged at most before the web root's lock is given back."""
AGAIN = 600.0
"""Seconds after which what cannot be put right is reported again."""
KEPT = 10_000
"""More paths than this are not kept one by one: the whole site is looked at instead."""
UNSIGNED, DAMAGED, FAILED = "unsigned", "repository", "failed"


@dataclass
class Watched:
    """What the agent knows of one site."""

    var: Path
    place: Place
    trust: Trust
    say: Callable[[Report], None]
    pending: dict[str, float] = field(default_factory=dict)
    """Paths that look wrong, with the moment in which that was noticed."""
    _said: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.repository = Repository(self.place.repository)

    def tree(self) -> pygit2.Tree | None:
        """Return what the web root must hold; None while nothing is live, or nothing that we trust."""
        try:
            live = self.repository.head(LIVE)
            if live is None:
                return None
            refusal = self.trust.refusal(self.repository, live)
            if refusal:
                self._say("", UNSIGNED, LEFT_ALONE, "", f"{str(live.id)[:12]}：{refusal}", 0.0)
                return None
            return live.tree
        except (pygit2.GitError, KeyError, ValueError) as error:
            self._damaged(error)
            return None

    def look(self, root: WebRoot, path: str) -> bool:
        """Look at ``path`` without any lock, and remember it if it looks wrong; return whether there was room."""
        tree = self.tree()
        if tree is None:
            return True
        try:
            if looks_right(root.folder, tree, path):
                return True
        except (pygit2.GitError, KeyError, ValueError):
            pass
        return self.notice(path)

    def notice(self, path: str) -> bool:
        """Remember that ``path`` looks wrong; return whether there was room for it."""
        if len(self.pending) >= KEPT:
            return False
        self.pending.setdefault(path, time.monotonic())
        return True

    def settle(self, quarantine: Quarantine) -> None:
        """Judge what looks wrong and put it right, unless the web root is just being changed: then later."""
        is_half_done = False
        with checking_out(self.place.repository, wait=False) as held:
            if not held:
                return
            is_half_done = self._is_half_done()
            tree = None if is_half_done else self.tree()
            if tree is not None:
                self._judge(tree, quarantine)
            elif not is_half_done:
                self.pending.clear()
        if is_half_done:
            self._complete()

    def _is_half_done(self) -> bool:
        going, live = self.repository.head(GOING), self.repository.head(LIVE)
        return going is not None and (live is None or going.id != live.id)

    def _complete(self) -> None:
        """Carry through a checkout whose process was ended: the release is published, and signed by us."""
        main = self.repository.head(MAIN)
        if main is None or self.trust.refusal(self.repository, main):
            self.pending.clear()
            return
        check_out(self.repository, Places(self.var).root_of(self.place))

    def _judge(self, tree: pygit2.Tree, quarantine: Quarantine) -> None:
        places = Places(self.var)
        noticed = 0.0

        def tell(path: str, kind: str, done: str, evidence: str, detail: str) -> None:
            self._say(path, kind, done, evidence, detail, time.monotonic() - noticed)

        repair = Repair(
            self.repository.git,
            places.root_of(self.place),
            tree,
            self.place.key,
            quarantine,
            datetime.now(UTC).astimezone(),
            self._is_others,
            tell,
        )
        for path in list(self.pending)[:BATCH]:
            noticed = self.pending.pop(path)
            try:
                repair.judge(path)
            except OSError as error:
                self._say(path, FAILED, LEFT_ALONE, "", str(error), 0.0)
            except (pygit2.GitError, KeyError, ValueError, TypeError) as error:
                self._damaged(error, path)

    def _is_others(self, name: str) -> bool:
        """Return whether ``name``, which lies at the top of the web root, is another site's or may be one's.

        Asked after it was seen lying there, so the release that made it is there too.
        """
        places = Places(self.var)
        return name in places.neighbours(self.place.host, self.place.path) or (
            bool(places.unplaced) and not self.place.path
        )

    def _damaged(self, error: Exception, path: str = "") -> None:
        self.repository = Repository(self.place.repository)
        self._say(path, DAMAGED, LEFT_ALONE, "", f"发布库损坏：{error}", 0.0)

    def _say(self, path: str, kind: str, done: str, evidence: str, detail: str, seconds: float) -> None:
        if done == LEFT_ALONE:
            about, now = f"{kind} {path} {detail}", time.monotonic()
            if now - self._said.get(about, -AGAIN) < AGAIN:
                return
            if len(self._said) >= KEPT:
                self._said.clear()
            self._said[about] = now
        at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        address = f"{self.place.host}/{self.place.path}/{path}" if self.place.path else f"{self.place.host}/{path}"
        self.say(Report(at, self.place.key, address, kind, done, evidence, detail, round(seconds, 3)))
