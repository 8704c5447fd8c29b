"""From the outbox to the public files: what changed in the store becomes a release of each site it touches."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from sites.build.maker import maker_digest
from sites.build.making import Failure
from sites.build.models import SiteState
from sites.build.moments import local
from sites.build.program.leads import is_wide
from sites.registry.models import Site
from sites.store import clock, keys, outbox
from sites.store.models import OutboxEntry

from . import message
from .lock import releasing
from .models import Attempt
from .plan import Plan, plan
from .releasing import Release, release_all, release_changes

logger = logging.getLogger(__name__)
LONGEST_WAIT = 300
"""Seconds after which a failed entry is tried again at the latest."""


def release_pending() -> int:
    """Release every change that waits in the outbox; return how many entries became public.

    Entries are merged by site. An entry whose site or page fails stays with its ``error`` and is tried again,
    later each time; the others go on. While another process releases, nothing is done.
    """
    with releasing(wait=False) as held:
        if not held:
            return 0
        _announce_new_maker()
        entries = _due()
        if not entries:
            return 0
        planned = plan(entries)
        done, errors = _release_sites(planned, entries)
        return _settle(entries, planned, done, errors)


def release_site(site: Site, cause: str) -> Release:
    """Build ``site`` in full and release it, because of ``cause``; waits for other releases to end."""
    with releasing(wait=True):
        return release_all(site, message.of_cause(site, cause), local(clock.now()))


def _announce_new_maker() -> None:
    """Ask for a full build of each site that another theme or builder made last."""
    stale = SiteState.objects.exclude(maker=maker_digest()).values_list("site", flat=True)
    if not stale:
        return
    asked = set(OutboxEntry.objects.filter(released_at=None, cause="theme").values_list("site", flat=True))
    for site in Site.objects.filter(id__in=set(stale) - asked):
        outbox.announce(site, "theme", {keys.THEME})


def _due() -> list[OutboxEntry]:
    """Return the entries to work now: all of each site that has one which need not wait."""
    now = clock.now()
    waiting = list(OutboxEntry.objects.filter(released_at=None).select_related("site", "attempt").order_by("id"))
    due = {entry.site_id for entry in waiting if _may_try(entry, now)}
    return [entry for entry in waiting if entry.site_id in due]


def _may_try(entry: OutboxEntry, now: object) -> bool:
    attempt = getattr(entry, "attempt", None)
    return attempt is None or attempt.at + timedelta(seconds=min(2**attempt.count, LONGEST_WAIT)) <= now


def _release_sites(planned: Plan, entries: list[OutboxEntry]) -> tuple[dict[int, Release], dict[int, str]]:
    """Release each planned site; return the releases, and why the other sites failed."""
    done: dict[int, Release] = {}
    errors: dict[int, str] = {}
    sites = Site.objects.select_related("organisation").in_bulk(list(planned.keys))
    for key, touched in sorted(planned.keys.items()):
        site = sites[key]
        causes = [entry for entry in entries if key in planned.sites[entry.id]]
        try:
            moment = local(max(entry.created_at for entry in causes))
            done[key] = release_changes(site, touched, message.of_entries(site, causes), moment)
        except Exception as error:  # one site's failure, whatever it is, must not stop the others
            logger.exception("cannot release %s", site.key)
            errors[key] = f"{type(error).__name__}: {error}"
    return done, errors


@transaction.atomic
def _settle(entries: list[OutboxEntry], planned: Plan, done: dict[int, Release], errors: dict[int, str]) -> int:
    """Mark what is public now; note the error of what is not, and when it was tried."""
    now = clock.now()
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
