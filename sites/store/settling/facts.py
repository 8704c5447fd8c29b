"""The registry's facts as they were settled: what one site shows of another.

A site that was altered around the wall is itself not released (``checking``); the others go on, and show what was
settled of it.
"""

from collections.abc import Iterable
from functools import cache

from django.db.models import Q, QuerySet

from sites.registry.models import Site

from ..models import SettledState
from . import site as site_kind
from .fields import Payload
from .vouching import newest_vouched

KIND = "site"


def newest(kind: str, things: Iterable[str]) -> dict[str, Payload]:
    """Return the settled payloads of the ``things`` (keys) of a kind; what was never settled is left out."""
    return {key: payload for (_kind, key), payload in newest_of([(kind, key) for key in things]).items()}


def newest_of(things: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Payload]:
    """Return the settled payloads of ``(kind, key)`` that somebody answered for, in a few queries for all of them."""
    return {(state.kind, state.key): dict(state.payload) for state in newest_vouched(things)}


def as_settled(sites: Iterable[Site]) -> list[Site]:
    """Return ``sites`` with their fields, in memory, as they were settled; a few queries for all of them."""
    held = list(sites)
    settled = newest(KIND, [row.key for row in held])
    for row in held:
        if payload := settled.get(row.key):
            site_kind.overlay_identity(row, payload)
    return held


def portals() -> list[Site]:
    """Return the cluster's portals as they were settled, by key."""
    return [row for row in as_settled(_ever_portals().all()) if row.kind == Site.Kind.PORTAL]


@cache
def _ever_portals() -> QuerySet[Site]:
    """Return the question for sites that are portals by their row, or were ever settled as one."""
    named = SettledState.objects.filter(kind=KIND, payload__kind=Site.Kind.PORTAL).values("key")
    return Site.objects.filter(Q(kind=Site.Kind.PORTAL) | Q(key__in=named)).order_by("key")
