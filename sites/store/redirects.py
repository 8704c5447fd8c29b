"""Addresses that led somewhere once (重定向): where readers are sent, or that what stood there was taken back.

A redirect has no row in the registry: its newest settled state is the redirect, so nothing but ``settled.settle``
makes, changes or removes one.
"""

import hashlib
from dataclasses import dataclass

from django.db.models import Max

from sites.registry.models import Site

from .models import SettledState

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


def of_site(site: Site, only: list[str] | None = None) -> list[Redirect]:
    """Return the redirects of ``site`` by path; with ``only``, those among these keys."""
    states = SettledState.objects.filter(kind=KIND, key__startswith=f"{site.key}:")
    if only is not None:
        states = states.filter(key__in=only)
    newest = states.order_by().values("key").annotate(newest=Max("id")).values("newest")
    payloads = SettledState.objects.filter(id__in=newest).values_list("key", "payload")
    found = [
        Redirect(key, site.key, payload["path"], payload["target"], payload["note"])
        for key, payload in payloads
        if payload and payload["site"] == site.key
    ]
    return sorted(found, key=lambda redirect: redirect.path)
