"""Addresses that led somewhere once (重定向): where readers are sent, or that what stood there was taken back.

A redirect has no row in the registry: its newest settled state is the redirect, so nothing but ``settled.settle``
makes, changes or removes one.
"""

import hashlib
from dataclasses import dataclass

from sites.registry.models import Site

from .models import SettledState
from .settling.vouching import newest_vouched

KIND = "redirect"


@dataclass(frozen=True)
class Redirect:
    """``path`` lies below the site's base; ``target`` is an address, empty for what is gone for good."""

    key: str
    site: str
    path: str
    target: str
    note: str

    @property
    def is_gone(self) -> bool:
        """Whether nothing took its place (已撤下)."""
        return not self.target


def key_of(site: str, path: str) -> str:
    """Return the key of the redirect at ``path`` below the base of the site with this key."""
    return f"{site}:{hashlib.sha256(path.encode()).hexdigest()[:32]}"


def paths_of(site: Site, keys: list[str]) -> set[str]:
    """Return the paths of the redirects of ``site`` with these ``keys``, of those removed since too."""
    states = SettledState.objects.filter(kind=KIND, key__in=keys).values_list("payload", flat=True)
    return {payload["path"] for payload in states if payload and payload["site"] == site.key}


def of_site(site: Site, only: list[str] | None = None) -> list[Redirect]:
    """Return the redirects of ``site`` by path; with ``only``, those among these keys."""
    if only is None:
        states = SettledState.objects.filter(kind=KIND, key__startswith=f"{site.key}:").order_by()
        only = list(states.values_list("key", flat=True).distinct())
    found = [
        Redirect(state.key, site.key, state.payload["path"], state.payload["target"], state.payload["note"])
        for state in newest_vouched((KIND, key) for key in only)
        if state.payload and state.payload["site"] == site.key
    ]
    return sorted(found, key=lambda redirect: redirect.path)
