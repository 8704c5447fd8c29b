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
    for (stage, behalf), sites in _grouped(stages_of(user) if rights is None else rights).items():
        theirs = Q(stage=stage, site__in=sites)
        turn |= theirs & ~Q(_barred(behalf)) if behalf else theirs
    mine = WaitingItem.objects.filter(turn).exclude(_barred(user.get_username()))
    return mine.select_related("site").order_by("due_at", "id")


def overseen_by(user: Any) -> "QuerySet[WaitingItem]":
    """Return the overdue items that ``user`` watches over (督办).

    They hold the role at the site that the item's deadline names, or administer the site.
    """
    held: dict[str, list[int]] = defaultdict(list)
    if user.is_active and not user.is_superuser:
        for site, role in SiteRole.objects.filter(user=user).values_list("site_id", "role"):
            held[role].append(site)
    watched = Q(site__in=held[Role.SITE_ADMIN])
    for role, sites in held.items():
        watched |= Q(escalate_to=role, site__in=sites)
    items = WaitingItem.objects.filter(watched, escalated_at__isnull=False)
    return items.select_related("site").order_by("due_at", "id")


def _grouped(rights: Iterable[Right]) -> dict[tuple[str, str], list[int]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for site, stage, behalf in rights:
        groups[stage, behalf].append(site)
    return groups


def _barred(person: str) -> Exists:
    return Exists(Excluded.objects.filter(item=OuterRef("pk"), person=person))
