"""What waits for whom: one query over the items, however many sites and stages somebody has."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.accounts.models import Role, SiteRole

from .delegation import Right, stages_of
from .models import Excluded, WaitingItem


def waiting_for(user: Any, rights: Iterable[Right] | None = None) -> "QuerySet[WaitingItem]":
    """Return the items that ``user`` may decide on now, by their own right or a delegated one, oldest deadline first.

    ``rights`` are the user's, when they are known already.
    """
    turn = Q(pk__in=[])
    for behalf, stages, sites in _grouped(stages_of(user) if rights is None else rights):
        theirs = Q(stage__in=stages, site__in=sites)
        turn |= theirs & ~Q(_barred(behalf)) if behalf else theirs
    mine = WaitingItem.objects.filter(turn).exclude(_barred(user.get_username()))
    return mine.select_related("site").order_by("due_at", "id")


def overseen_by(user: Any) -> "QuerySet[WaitingItem]":
    """Return the overdue items that ``user`` watches over (督办).

    They hold the role at the site that the item's deadline names, or administer the site.
    """
    held = SiteRole.objects.filter(user=user.pk).values_list("site_id", "role")
    roles = [(site, role, "") for site, role in held] if user.is_active and not user.is_superuser else []
    watched = Q(site__in=[site for site, role, _behalf in roles if role == Role.SITE_ADMIN])
    for _behalf, names, sites in _grouped(roles):
        watched |= Q(escalate_to__in=names, site__in=sites)
    items = WaitingItem.objects.filter(watched, escalated_at__isnull=False)
    return items.select_related("site").order_by("due_at", "id")


def _grouped(rights: Iterable[Right]) -> list[tuple[str, list[str], list[int]]]:
    """Return ``rights`` as (on whose behalf, stages, sites): stages held at the very same sites go together.

    Whoever reviews hundreds of sites holds the same stages at nearly all of them, so the query stays short.
    """
    sites: dict[tuple[str, str], set[int]] = defaultdict(set)
    for site, stage, behalf in rights:
        sites[behalf, stage].add(site)
    together: dict[tuple[str, frozenset[int]], list[str]] = defaultdict(list)
    for (behalf, stage), places in sites.items():
        together[behalf, frozenset(places)].append(stage)
    return [(behalf, sorted(stages), sorted(places)) for (behalf, places), stages in together.items()]


def _barred(person: str) -> Exists:
    return Exists(Excluded.objects.filter(item=OuterRef("pk"), person=person))
