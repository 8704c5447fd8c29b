"""Finding what a screen is about; what the person may not see is not found."""

from typing import Any

from django.http import Http404

from cms.inbox.delegation import stages_of
from sites.registry.models import Site
from sites.store import settled

from ..kinds import KINDS, Kind, Payload, deciding_site, public_now
from ..models import ChangeRequest
from ..rights import may_ask, may_see


def thing(user: Any, kind: str, key: str) -> tuple[Kind, Site, Payload]:
    """Return the kind, the site whose people decide, and what is public of a thing. Raises ``Http404``."""
    site = deciding_site(kind, key) if kind in KINDS else None
    if site is None or not may_see(user, site):
        raise Http404
    payload = public_now(kind, key)
    if not payload and not settled.history(kind, key) and open_request(kind, key) is None:
        raise Http404
    return KINDS[kind], site, payload


def thing_to_change(user: Any, kind: str, key: str) -> tuple[Kind, Site, Payload]:
    """Return the same for whoever may ask to change it. Raises ``Http404``."""
    found = thing(user, kind, key)
    if not may_ask(user, found[1]):
        raise Http404
    return found


def own_site(user: Any, key: str) -> Site:
    """Return the site with this key for whoever may see its settings. Raises ``Http404``."""
    site = Site.objects.filter(key=key).first()
    if not may_see(user, site):
        raise Http404
    assert site is not None  # noqa: S101  (``may_see`` refuses None)
    return site


def request_for(user: Any, pk: int) -> ChangeRequest:
    """Return a request for whoever has a role at its site or stands in for somebody there. Raises ``Http404``."""
    found = ChangeRequest.objects.select_related("site", "requested_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    if not may_see(user, found.site) and found.site_id not in {site for site, _stage, _behalf in stages_of(user)}:
        raise Http404
    return found


def open_request(kind: str, key: str) -> ChangeRequest | None:
    """Return the request of a thing that is on its way, None when there is none."""
    return ChangeRequest.objects.filter(kind=kind, key=key, state__in=ChangeRequest.OPEN).first()
