"""From the outbox to the public files: what changed in the store becomes a release of each site it touches."""

import logging

from sites.build.maker import maker_digest
from sites.build.models import SiteState
from sites.build.moments import local
from sites.build.theme import settle_first
from sites.git import faults
from sites.registry.models import Site
from sites.store import clock, keys, outbox
from sites.store.models import OutboxEntry
from sites.store.settling import checking

from . import mending, message, queue
from .guard import guard
from .lock import holding, planning
from .marking import mark_built, mark_failed
from .models import Task
from .planning import plan_pending
from .queue import Turn
from .reasons import sentence
from .releasing import Cause, Release, clear_up, release_all, release_anew, release_changes
from .urgent import CAUSE, GiveWay

logger = logging.getLogger(__name__)


def release_pending(window: float = 0.0, sites: int | None = None, upto: int = Task.Rank.REBUILD) -> int:
    """Release the changes that wait in the outbox; return how many became public.

    Changes are merged by site. Emergencies go first and alone; sites that are only to be rebuilt come last, one in each
    call. A site whose release fails keeps its tasks with their ``error``, tried again later each time; the others go
    on. A site that another process releases is left to it. New tasks wait for ``window`` seconds for more of the
    same site. At most ``sites`` sites are worked in one call, and only turns ``upto`` a rank.
    """
    announce_new_maker(settle_first())
    plan_pending()
    released, worked, seen = 0, 0, set[tuple[int, int]]()
    first: int | None = None
    while sites is None or worked < sites:
        turn = next((turn for turn in queue.turns(window) if (turn.site, turn.rank) not in seen), None)
        if turn is None or turn.rank > upto or not _belongs(turn, first, released):
            break
        seen.add((turn.site, turn.rank))
        done = _take_turn(turn.site, turn.rank)
        if done is not None:
            first, worked, released = turn.rank if first is None else first, worked + 1, released + done
    return released


def release_rebuild() -> int:
    """Rebuild the next site that has nothing to do but that; return how many changes became public by it."""
    if not Task.objects.filter(built_at=None, rank=Task.Rank.REBUILD).exists():
        return 0
    for turn in queue.turns():
        if turn.rank == Task.Rank.REBUILD:
            done = _take_turn(turn.site, turn.rank)
            if done is not None:
                return done
    return 0


def release_urgent() -> int:
    """Release the emergencies that wait in the outbox; return how many became public.

    A build under way of the same site gives way, and carries them out itself.
    """
    if not OutboxEntry.objects.filter(released_at=None, cause=CAUSE).exists():
        return 0
    plan_pending()
    return sum(_take_turn(site, Task.Rank.URGENT) or 0 for site in queue.urgent_sites())


def is_emergency_waiting() -> bool:
    """Return whether an emergency waits that may be tried now."""
    waiting = OutboxEntry.objects.filter(released_at=None, cause=CAUSE)
    return waiting.exists() and (waiting.filter(tasks=None).exists() or bool(queue.urgent_sites()))


def release_site(site: Site, cause: str) -> Release:
    """Build ``site`` in full and release it, because of ``cause``; waits for another release of it to end.

    Raises ``checking.Unsettled`` when the registry says of it what was not approved, ``guard.Held`` when two people
    have to look first.
    """
    with holding(site, wait=True):
        settle_first()
        while True:
            checking.demand(site)
            try:
                made = release_all(site, Cause(message.of_cause(site, cause), local(clock.now())))
                _clear_up(site, made)
                return made
            except GiveWay:
                plan_pending()
                _work(site.pk, Task.Rank.CHANGE)


def announce_new_maker(theme: str) -> None:
    """Ask for a full build of each site that another builder, or with another theme than this, made last."""
    stale = SiteState.objects.exclude(maker=maker_digest(theme))
    if not stale.exists():
        return
    with planning():  # alone, so that two workers do not both ask
        asked = OutboxEntry.objects.filter(released_at=None, cause="theme").values_list("site", flat=True)
        for site in Site.objects.filter(id__in=set(stale.values_list("site", flat=True)) - set(asked)):
            outbox.announce(site, "theme", {keys.THEME})


def _belongs(turn: Turn, first: int | None, released: int) -> bool:
    """Return whether a call that began with a turn of rank ``first`` still takes this one."""
    if first is None:
        return True
    if first == Task.Rank.URGENT:
        return turn.rank == Task.Rank.URGENT
    return turn.rank < Task.Rank.REBUILD or not released


def _take_turn(site: int, upto: int) -> int | None:
    """Release what a site has to do; return how many changes became public, None when another process is at it."""
    found = Site.objects.filter(pk=site).only("key").first()
    if found is None:
        return None
    with holding(found, wait=False) as held:
        return _work(site, upto) if held else None


def _work(number: int, upto: int) -> int:
    """Release what a site has to do up to a rank; return how many changes became public. The caller holds its lock.

    The tasks are read first: what the registry and the store say is then never older than what asked for it.
    """
    tasks = queue.open_tasks(number, upto)
    if not tasks:
        return 0
    site = Site.objects.select_related("organisation").get(pk=number)
    entries = [task.entry for task in tasks]
    if tasks[0].attempts and guard.is_waiting(site, tasks):
        mark_failed(tasks, tasks[0].error)
        return 0
    try:
        checking.demand(site)
        moment = local(max(entry.created_at for entry in entries))
        made = _release(site, Cause(message.of_entries(site, entries), moment, tasks), upto)
    except GiveWay:
        plan_pending()
        return _work(number, Task.Rank.URGENT if upto == Task.Rank.CHANGE else Task.Rank.CHANGE)
    except Exception as error:  # one site's failure, whatever it is, must not stop the others
        logger.exception("cannot release %s", site.key)
        if isinstance(error, mending.SIGNS):
            mending.mend(site)
        mark_failed(tasks, sentence(error))
        return 0
    released = mark_built(tasks, made.commit, made.failures)
    queue.note_released(number)
    faults.point("marked")
    _clear_up(site, made)
    return released


def _clear_up(site: Site, made: Release) -> None:
    """Clear away what a release took the place of; it is public and noted, whatever fails here is tried again."""
    try:
        clear_up(site, made)
    except Exception as error:  # one site's failure, whatever it is, must not stop the others
        logger.exception("cannot clear up after the release of %s", site.key)
        if isinstance(error, mending.SIGNS):
            mending.mend(site)


def _release(site: Site, cause: Cause, upto: int) -> Release:
    if upto == Task.Rank.REBUILD:
        return release_anew(site, cause)
    return release_changes(site, cause, gives_way=upto != Task.Rank.URGENT)
