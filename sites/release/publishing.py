"""From the outbox to the public files: what changed in the store becomes a release of each site it touches."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from sites.build.maker import maker_digest
from sites.build.making import Failure
from sites.build.models import SiteState
from sites.build.moments import local
from sites.build.program.leads import is_wide
from sites.build.theme import settle_first, settled_digest
from sites.registry.models import Site
from sites.store import clock, keys, outbox
from sites.store.models import OutboxEntry
from sites.store.settling import checking

from . import message, urgent
from .lock import releasing
from .models import Attempt
from .plan import Plan, plan
from .releasing import Release, release_all, release_changes, release_urgent_changes

logger = logging.getLogger(__name__)


def release_pending() -> int:
    """Release every change that waits in the outbox; return how many entries became public.

    Entries are merged by site. Emergencies go first; sites that are only to be rebuilt come last, one in each call. An
    entry whose site or page fails stays with its ``error`` and is tried again, later each time; the others
    go on. While another process releases, nothing is done.
    """
    with releasing(wait=False) as held:
        if not held:
            return 0
        settle_first()
        _announce_new_maker()
        return _work_due()


def release_urgent() -> int:
    """Release the emergencies that wait in the outbox; return how many became public.

    Another release that is under way gives way.
    """
    if not urgent.is_waiting():
        return 0
    with releasing(wait=True):
        return _work_urgent()


def release_site(site: Site, cause: str) -> Release:
    """Build ``site`` in full and release it, because of ``cause``; waits for other releases to end.

    Raises ``checking.Unsettled`` when the registry says of it what was not approved.
    """
    with releasing(wait=True):
        settle_first()
        checking.demand(site)
        while True:
            try:
                return release_all(site, message.of_cause(site, cause), local(clock.now()))
            except urgent.GiveWay:
                _work_urgent()


def _work_due() -> int:
    entries = _due()
    if any(entry.cause == urgent.CAUSE for entry in entries):
        return _work_urgent()
    entries = _next(entries)
    planned = plan(entries)
    done, errors = _release_sites(planned, entries, release_changes)
    return _settle(entries, planned, done, errors) + (_work_urgent() if urgent.is_waiting() else 0)


def _work_urgent() -> int:
    entries = [entry for entry in _due() if entry.cause == urgent.CAUSE]
    planned = plan(entries)
    done, errors = _release_sites(planned, entries, release_urgent_changes)
    return _settle(entries, planned, done, errors)


def _next(entries: list[OutboxEntry]) -> list[OutboxEntry]:
    """Return the entries of the sites where something changed; where none did, of one site that is to be rebuilt."""
    changed = {entry.site_id for entry in entries if entry.keys != [keys.THEME]} or {e.site_id for e in entries[:1]}
    return [entry for entry in entries if entry.site_id in changed]


def _announce_new_maker() -> None:
    """Ask for a full build of each site that another theme or builder made last."""
    stale = SiteState.objects.exclude(maker=maker_digest(settled_digest())).values_list("site", flat=True)
    if not stale:
        return
    asked = set(OutboxEntry.objects.filter(released_at=None, cause="theme").values_list("site", flat=True))
    for site in Site.objects.filter(id__in=set(stale) - asked):
        outbox.announce(site, "theme", {keys.THEME})


def _due() -> list[OutboxEntry]:
    """Return the entries to work now: all of each site that has one which need not wait."""
    waiting = list(OutboxEntry.objects.filter(released_at=None).select_related("site", "attempt").order_by("id"))
    due = {entry.site_id for entry in waiting if urgent.may_try(entry)}
    return [entry for entry in waiting if entry.site_id in due]


def _release_sites(
    planned: Plan, entries: list[OutboxEntry], release: Callable[[Site, set[str], str, datetime], Release]
) -> tuple[dict[int, Release], dict[int, str]]:
    """Release each planned site; return the releases, and why other sites failed.

    When an emergency comes in, the rest is left undone.
    """
    done: dict[int, Release] = {}
    errors: dict[int, str] = {}
    sites = Site.objects.select_related("organisation").in_bulk(list(planned.keys))
    for key, touched in sorted(planned.keys.items()):
        site = sites[key]
        causes = [entry for entry in entries if key in planned.sites[entry.id]]
        try:
            checking.demand(site)
            moment = local(max(entry.created_at for entry in causes))
            done[key] = release(site, touched, message.of_entries(site, causes), moment)
        except urgent.GiveWay:
            break
        except Exception as error:  # one site's failure, whatever it is, must not stop the others
            logger.exception("cannot release %s", site.key)
            errors[key] = f"{type(error).__name__}: {error}"
    return done, errors


@transaction.atomic
def _settle(entries: list[OutboxEntry], planned: Plan, done: dict[int, Release], errors: dict[int, str]) -> int:
    """Mark what is public now; note the error of what is not, and when it was tried. What was left undone stays."""
    now = clock.now()
    tried = done.keys() | errors.keys()
    entries = [entry for entry in entries if planned.sites[entry.id] <= tried]
    failed: dict[int, list[str]] = {}
    for key, release in done.items():
        own = [entry for entry in entries if key in planned.sites[entry.id]]
        for failure in release.failures:
            for entry in _concerned(own, failure):
                failed.setdefault(entry.id, []).append(failure.message)
    for entry in entries:
        failed.setdefault(entry.id, []).extend(errors[key] for key in planned.sites[entry.id] if key in errors)
    released = [entry for entry in entries if not failed[entry.id]]
    for entry in released:
        entry.released_at, entry.release, entry.error = now, done[entry.site_id].commit, ""
    OutboxEntry.objects.bulk_update(released, ["released_at", "release", "error"], batch_size=500)
    Attempt.objects.filter(entry__in=[entry.id for entry in released if hasattr(entry, "attempt")]).delete()
    for entry in entries:
        if failed[entry.id]:
            OutboxEntry.objects.filter(id=entry.id).update(error="\n".join(failed[entry.id]))
            Attempt.objects.update_or_create(entry=entry, defaults={"at": now}, create_defaults={"at": now})
            Attempt.objects.filter(entry=entry).update(count=F("count") + 1)
    return len(released)


def _concerned(entries: list[OutboxEntry], failure: Failure) -> list[OutboxEntry]:
    """Return the entries that a failed output belongs to: those that touched it, else those that touch everything."""
    tests: tuple[Callable[[OutboxEntry], bool], ...] = (
        lambda entry: not failure.keys.isdisjoint(entry.keys),
        lambda entry: any(is_wide(key) or key == keys.THEME for key in entry.keys),
    )
    for test in tests:
        found = [entry for entry in entries if test(entry)]
        if found:
            return found
    return []
