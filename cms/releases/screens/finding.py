"""Finding what a screen is about; what the person may not see is not found."""

from typing import Any

from django.http import Http404

from sites.registry.models import Site

from ..models import RollbackRequest
from ..rights import may_look
from ..site_at import NoSuchRelease, SiteAt


def site_for(user: Any, key: str) -> Site:
    """Return the site with this key for whoever may see its releases. Raises ``Http404``."""
    site = Site.objects.filter(key=key).first()
    if site is None or not may_look(user, site):
        raise Http404
    return site


def release_for(user: Any, key: str, name: str) -> SiteAt:
    """Return a site at the release with this whole name. Raises ``Http404``."""
    try:
        return SiteAt.find(site_for(user, key), name)
    except NoSuchRelease as missing:
        raise Http404 from missing


def request_for(user: Any, pk: int) -> RollbackRequest:
    """Return a request for whoever may see the releases of its site. Raises ``Http404``."""
    found = RollbackRequest.objects.select_related("site", "requested_by").filter(pk=pk).first()
    if found is None or not may_look(user, found.site):
        raise Http404
    return found
