"""Whether readers get what was released (上线核对): a task is live when its public address answered rightly.

Each page is fetched from every web server that is to be asked and compared by digest with the release record. A server
that does not answer is left alone for a while, longer each time; nothing else waits for it.
"""

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.registry import addresses
from sites.registry.models import Site
from sites.store import clock

from ..models import Task
from .asking import Answer, Server, Unreachable, ask, servers_of
from .expected import Work, work_of

AT_ONCE = 8
"""How many addresses are asked for side by side."""
BATCH = 200
"""How many tasks are looked at in one round."""
LOOK_AGAIN = 1.0
"""Seconds between two looks at what was found wrong before."""
SHORTEST, LONGEST = 0.5, 60.0
"""Seconds until something that was found wrong is asked for again: half of how long it has been wrong, within these."""
FIRST_REST = 0.5
"""Seconds for which a server that did not answer is left alone at first; twice as long each time after."""


@dataclass
class Rest:
    """A server that did not answer: how often, why, and until when it is left alone."""

    times: int
    reason: str
    until: float


class LiveCheck:
    """The asking under way, and which servers do not answer. One thread calls it; it asks in threads of its own."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="live")
        self._asked: dict[Future[str], Work] = {}
        self._resting: dict[Server, Rest] = {}
        self._looked = 0.0

    def round(self, *, patience: float = 0.05) -> int:
        """Ask for what is due, wait ``patience`` seconds for answers, note them; return how many tasks became live."""
        for work in self._due():
            if self._asked_already(work):
                continue
            silent = self._silent(work.site)
            if silent:
                self._note(work, silent)
            else:
                self._asked[self._pool.submit(self._ask, work)] = work
        return self._collect(patience)

    @property
    def is_asking(self) -> bool:
        """Whether answers are being waited for."""
        return bool(self._asked)

    def finish(self) -> int:
        """Ask until nothing is under way and nothing new is due; return how many tasks became live."""
        live = 0
        while True:
            live += self.round(patience=10)
            if not self._asked and not unseen().filter(live_tried_at=None).exists():
                return live

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _asked_already(self, work: Work) -> bool:
        return any(other.key == work.key for other in self._asked.values())

    def _due(self) -> Iterator[Work]:
        if len(self._asked) >= BATCH:
            return
        tasks = list(unseen().filter(live_tried_at=None).order_by("rank", "-entry_id")[:BATCH])
        if time.monotonic() - self._looked > LOOK_AGAIN:
            self._looked = time.monotonic()
            tasks += self._again()
        if tasks:
            yield from work_of(tasks)[:BATCH]

    def _again(self) -> list[Task]:
        tried = unseen().filter(live_tried_at__isnull=False).order_by("live_tried_at")
        now = timezone.now()
        resting = {site for site in Site.objects.all() if self._silent(site)} if self._resting else set()
        found = tried.exclude(site__in=resting)[: 10 * BATCH]
        return [task for task in found if _is_due(task, now)][:BATCH]

    def _silent(self, site: Site) -> str:
        """Return why a server of ``site`` is left alone now, empty when all may be asked."""
        for asked in servers_of(site):
            rest = self._resting.get(asked)
            if rest is not None and rest.until > time.monotonic():
                return _unverified(f"{asked}：{rest.reason}" if len(servers_of(site)) > 1 else rest.reason)
        return ""

    def _ask(self, work: Work) -> str:
        """Return what is wrong with the pages of ``work``, empty when every server answered rightly (in a thread)."""
        origin, servers = addresses.origin(work.site), servers_of(work.site)
        said: dict[Server, str] = {}
        for page in work.pages:
            for asked in servers:
                if said.get(asked):
                    continue
                try:
                    answer: Answer = ask(asked, origin, work.local(page))
                except Unreachable as reason:
                    self._rest(asked, str(reason))
                    said[asked] = str(reason)
                else:
                    self._resting.pop(asked, None)
                    said[asked] = page.wrong(origin, work.local(page), answer)
        if not any(said.values()):
            return ""
        if len(servers) == 1:
            return _unverified(said[servers[0]])
        return _unverified("；".join(f"{asked}：{said[asked] or _('正确')}" for asked in servers))

    def _rest(self, asked: Server, reason: str) -> None:
        before = self._resting.get(asked)
        if before is not None and before.until > time.monotonic():
            return
        times = before.times + 1 if before is not None else 0
        seconds = min(FIRST_REST * 2**times, LONGEST)
        self._resting[asked] = Rest(times, reason, time.monotonic() + seconds)

    def _collect(self, patience: float) -> int:
        if not self._asked:
            return 0
        done, _rest = wait(self._asked, timeout=patience, return_when=FIRST_COMPLETED)
        return sum(self._settle(self._asked.pop(future), future) for future in done)

    def _settle(self, work: Work, future: "Future[str]") -> int:
        wrong = future.result()
        if wrong:
            self._note(work, wrong)
            return 0
        return _tasks_of(work).update(live_at=clock.now(), live_tried_at=timezone.now(), live_error="")

    def _note(self, work: Work, wrong: str) -> None:
        _tasks_of(work).update(live_error=wrong, live_tried_at=timezone.now())


def unseen() -> "QuerySet[Task]":
    """Return the tasks that are built and not known to be live, with entry and site."""
    return Task.objects.filter(built_at__isnull=False, live_at=None).select_related("entry", "site")


def check_live() -> int:
    """Ask for everything that is due, wait for the answers; return how many tasks became live."""
    check = LiveCheck()
    try:
        return check.finish()
    finally:
        check.close()


def _tasks_of(work: Work) -> "QuerySet[Task]":
    """Return the tasks that ``work`` speaks for: an older change of a page is in public with the newer one."""
    is_homes = Q(entry__document="") | ~Q(entry__site=F("site"))
    wanted = Q(entry__document=work.document, entry__site=F("site")) if work.document else is_homes
    built = Task.objects.filter(wanted, site=work.site, built_at__isnull=False, live_at=None, entry__lte=work.entry)
    return Task.objects.filter(pk__in=list(built.values_list("pk", flat=True)))


def _is_due(task: Task, now: datetime) -> bool:
    assert task.built_at is not None and task.live_tried_at is not None  # noqa: S101  (as ``_again`` asks)
    wrong_for = (task.live_tried_at - task.built_at).total_seconds() / 2
    return bool(task.live_tried_at + timedelta(seconds=min(max(wrong_for, SHORTEST), LONGEST)) <= now)


def _unverified(reason: str) -> str:
    return _("尚未能从公开地址核对：%(reason)s") % {"reason": reason}
