"""Asking the nodes what their watch says (网页防篡改), beside the pushes and never in their way."""

import logging
import time
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q

from sites.exchange import door, ssh
from sites.exchange.watch import NotAWatch, Watch, decoded
from sites.store import clock

from .models import Mirror

logger = logging.getLogger("sumu.mirrors")
EVERY = timedelta(seconds=60)
"""How long a node is left alone once it was asked."""
LOOK_EVERY = 5.0
"""Seconds between two looks at who is to be asked."""
AT_ONCE = 4
"""How many nodes are asked side by side."""
KEPT = 200
"""How many findings of a node are kept: also those that it does not tell any more, as after an intruder erased them."""
OLDER = "节点上的程序较旧，还不会报告值守情况，请升级节点上的程序。"


def ask_due() -> int:
    """Ask every node that is due, and wait for the answers; return how many answered."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asking = Asking(pool)
        done = asking.look()
        while asking.running:
            wait(asking.running.values(), return_when=FIRST_COMPLETED)
            done += asking.settle()
    return done


def watch_of(mirror: Mirror) -> Watch | None:
    """Return what the node said last of its watch, None where it never did."""
    try:
        return Watch.of(mirror.watch) if mirror.answered_at is not None else None
    except NotAWatch:
        return None


class Asking:
    """The questions under way: one for each node at a time, in threads of their own, so that no push waits for one."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self.running: dict[int, Future[Watch]] = {}
        self._asked: dict[int, datetime] = {}
        self._next = 0.0

    def look(self) -> int:
        """Note what was answered since the last look, ask who is due; return how many answered."""
        done = self.settle()
        if time.monotonic() < self._next:
            return done
        self._next = time.monotonic() + LOOK_EVERY
        now = clock.now()
        due = Mirror.objects.filter(Q(asked_at=None) | Q(asked_at__lte=now - EVERY) | Q(asked_at__gt=now))
        for pk, address, asked_at in due.values_list("pk", "address", "asked_at"):
            if pk not in self.running and Mirror.objects.filter(pk=pk, asked_at=asked_at).update(asked_at=now):
                self._asked[pk] = now
                self.running[pk] = self._pool.submit(ask, address)
        return done

    def settle(self) -> int:
        """Note what was answered; return how many answered."""
        ended = [pk for pk, future in self.running.items() if future.done()]
        return sum(_settle(pk, self.running.pop(pk), self._asked.pop(pk)) for pk in ended)


def ask(address: str) -> Watch:
    """Return what the watch of the node at ``address`` says. Raises ``ssh.Unreachable``, ``NotAWatch``."""
    return decoded(ssh.watch(ssh.Address.read(address)))


def _settle(pk: int, ended: Future[Watch], asked_at: datetime) -> bool:
    """Keep the answer, unless the node has got another address or another question since."""
    mirror = Mirror.objects.filter(pk=pk, asked_at=asked_at).first()
    if mirror is None:
        return False
    rows = Mirror.objects.filter(pk=pk, asked_at=asked_at)
    try:
        said = ended.result()
    except Exception as error:  # whatever a node does, the others are asked
        reason = str(error) or type(error).__name__
        rows.update(silence=OLDER if door.REFUSAL in reason else reason)
        return False
    rows.update(watch=_with_earlier(said, watch_of(mirror)).said(), answered_at=clock.now(), silence="")
    return True


def _with_earlier(said: Watch, before: Watch | None) -> Watch:
    """Return ``said`` with the findings told earlier behind its own."""
    earlier = before.reports if before is not None else ()
    return replace(said, reports=tuple(dict.fromkeys((*said.reports, *earlier)))[:KEPT])
