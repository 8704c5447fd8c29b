"""Pushing releases to the nodes (推送): whatever a node is missing, however long it was away."""

import hashlib
import logging
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q

from sites.exchange import door, ssh
from sites.store import clock

from .models import Mirror

logger = logging.getLogger("sumu.mirrors")
INCOMING = "refs/sumu/incoming"
"""Where a node takes what is pushed; it decides what becomes of it."""
FIRST_WAIT, LONGEST_WAIT = 5, 600
"""Seconds until a node that failed is tried again: the first time, and at most."""
LOOK_AGAIN = 600
"""Seconds after which a node is asked what it holds though nothing is new: it may have been set up anew."""
AT_ONCE = 16
"""How many nodes are pushed to side by side."""
LEASE = timedelta(seconds=2 * ssh.LONGEST_SECONDS)


def push_due() -> int:
    """Bring every node up to date that is due, and wait for it; return how many were brought."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pushing = Pushing(pool)
        done = pushing.look()
        while pushing.running:
            wait(pushing.running.values(), return_when=FIRST_COMPLETED)
            done += pushing.settle()
    return done


class Pushing:
    """The pushes under way: one for each node at a time, so that a slow node holds up nobody else."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self.running: dict[int, Future[list[str]]] = {}
        self._states: dict[int, str] = {}

    def look(self) -> int:
        """Note what has ended since the last look, begin what is due; return how many nodes were brought up to date."""
        done = self.settle()
        mirrors = [mirror for mirror in Mirror.objects.defer("watch") if mirror.pk not in self.running]
        heads = door.heads(_releases()) if mirrors else []
        state = _digest(heads)
        for mirror in mirrors:
            if is_due(mirror, state) and _claim(mirror):
                self._states[mirror.pk] = state
                self.running[mirror.pk] = self._pool.submit(push, mirror.address, dict(heads))
        return done

    def settle(self) -> int:
        """Note what has ended; return how many nodes were brought up to date."""
        ended = [pk for pk, future in self.running.items() if future.done()]
        return sum(_settle(pk, self.running.pop(pk), self._states.pop(pk)) for pk in ended)


def is_due(mirror: Mirror, state: str) -> bool:
    """Return whether ``mirror`` is to be pushed to now, while all newest releases have the digest ``state``."""
    now = clock.now()
    if mirror.busy_until is not None and mirror.busy_until > now:
        return False
    if mirror.tried_at is None:
        return True
    if mirror.failures:
        wait = min(FIRST_WAIT * 2 ** min(mirror.failures - 1, 10), LONGEST_WAIT)
        return not mirror.tried_at <= now < mirror.tried_at + timedelta(seconds=wait)
    return mirror.brought != state or not mirror.tried_at <= now < mirror.tried_at + timedelta(seconds=LOOK_AGAIN)


def push(address: str, heads: dict[str, str]) -> list[str]:
    """Bring the node at ``address`` to ``heads``; return a sentence for each site that it did not take.

    Raises ``ssh.Unreachable`` when it does not answer.
    """
    node = ssh.Address.read(address)
    held = ssh.heads(node)
    failed = []
    for site, head in sorted(heads.items()):
        if held.get(site) == head:
            continue
        try:
            folder = _releases() / f"{site}.git"
            ssh.git("push", "--quiet", node.repository(site), f"+{head}:{INCOMING}", folder=folder)
        except ssh.Unreachable as reason:
            failed.append(f"{site}：{reason}")
    return failed


def _claim(mirror: Mirror) -> bool:
    """Return whether no other worker pushes to this node now; then none will until we are done."""
    now = clock.now()
    free = Mirror.objects.filter(Q(busy_until=None) | Q(busy_until__lte=now), pk=mirror.pk, tried_at=mirror.tried_at)
    return free.update(busy_until=now + LEASE, tried_at=now) == 1


def _settle(pk: int, ended: Future[list[str]], state: str) -> bool:
    rows = Mirror.objects.filter(pk=pk)
    try:
        failed = ended.result()
    except Exception as error:  # one node's failure, whatever it is, must not stop the others
        failed = [str(error) or type(error).__name__]
    if failed:
        logger.warning("mirror %s: %s", pk, "; ".join(failed))
        rows.update(failures=F("failures") + 1, error="\n".join(failed), busy_until=None)
        return False
    rows.update(failures=0, error="", brought=state, succeeded_at=clock.now(), busy_until=None)
    return True


def _digest(heads: list[tuple[str, str]]) -> str:
    return hashlib.sha256("".join(f"{commit} {site}\n" for site, commit in heads).encode()).hexdigest()


def _releases() -> Path:
    return Path(settings.SUMU_VAR) / "releases"
