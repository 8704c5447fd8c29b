"""Who may decide on what today: by a role of their own, or for somebody who delegated it.

A delegated right comes straight from the role of whoever gave it: it is not delegated on, and it ends when that role
ends, when either account is closed, or when whoever holds it stops being fit (see ``may_stand_in``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.accounts.models import SiteRole
from sites.registry.models import Site
from sites.store import clock

from .models import Delegation

STAGES_OF_ROLE = {
    "first": ("first", "afterwards"),
    "second": ("second", "afterwards"),
    "secrecy": ("secrecy", "confirm", "afterwards"),
    "sign": ("sign", "confirm", "afterwards"),
}
"""What a role decides on: its own stage, the second word on an emergency, and the review after one."""

REVIEWING = tuple(STAGES_OF_ROLE)

Right = tuple[int, str, str]
"""A site's id, a stage, and on whose behalf: empty for a right of one's own."""


def stages_of(user: Any) -> list[Right]:
    """Return the stages that ``user`` may decide on today, their own first, then those delegated to them.

    Superusers and closed accounts have none.
    """
    if not _may_review(user):
        return []
    rows = SiteRole.objects.filter(user=user).values_list("site_id", "role", "site__kind")
    roles = list(rows)
    own = {(site, stage) for site, role, _kind in roles for stage in STAGES_OF_ROLE.get(role, ())}
    rights = [(site, stage, "") for site, stage in sorted(own)]
    return rights + sorted(right for right in _delegated(user, roles) if right[:2] not in own)


def acting_for(user: Any, site: Site, stage: str, excluded: Collection[str] = ()) -> str | None:
    """Return by whose right ``user`` may decide on ``stage`` of ``site`` today.

    None: by none. Empty: by their own. Otherwise the user name of whoever delegated it; somebody in ``excluded``,
    who may not decide themselves, is passed over when another delegated it too.
    """
    found = [behalf for place, name, behalf in stages_of(user) if (place, name) == (site.pk, stage)]
    return min(found, key=lambda behalf: (bool(behalf), behalf in excluded), default=None)


def may_stand_in(roles: Iterable[tuple[int, str, str]], site: int) -> bool:
    """Return whether somebody who holds ``roles`` (site, role, kind of the site) may decide for another at ``site``.

    They must hold a role at that very site, or review at the portal. Somebody from another office would answer for
    what is not theirs; the portal answers for the whole cluster, and a small township may have nobody else left.
    """
    return any(place == site or (kind == Site.Kind.PORTAL and role in REVIEWING) for place, role, kind in roles)


def has_business(user: Any, site: Site) -> bool:
    """Return whether ``user`` holds a role at ``site``, or stands in for somebody there today: they may look."""
    if SiteRole.objects.filter(user=user.pk, site=site).exists():
        return True
    return any(place == site.pk for place, _stage, _behalf in stages_of(user))


def today() -> date:
    """Return the day in the cluster's time zone."""
    return timezone.localtime(clock.now(), timezone.get_default_timezone()).date()


def in_force(day: date) -> "QuerySet[Delegation]":
    """Return the delegations that hold on ``day``."""
    return Delegation.objects.filter(revoked_at__isnull=True, first_day__lte=day, last_day__gte=day)


def _delegated(user: Any, roles: list[tuple[int, str, str]]) -> set[Right]:
    given: dict[int, list[Delegation]] = defaultdict(list)
    held = in_force(today()).filter(to_user=user, from_user__is_active=True, from_user__is_superuser=False)
    for delegation in held:
        given[delegation.from_user_id].append(delegation)
    if not given:
        return set()
    found = SiteRole.objects.filter(Q(user__in=given), role__in=REVIEWING)
    rights = set()
    for giver, name, site, role in found.values_list("user_id", "user__username", "site_id", "role"):
        if may_stand_in(roles, site) and any(_covers(delegation, site, role) for delegation in given[giver]):
            rights |= {(site, stage, name) for stage in STAGES_OF_ROLE[role]}
    return rights


def _covers(delegation: Delegation, site: int, role: str) -> bool:
    return delegation.site_id in (None, site) and delegation.stage in ("", role)


def _may_review(user: Any) -> bool:
    return bool(user.is_active and not user.is_superuser)
