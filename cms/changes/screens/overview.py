"""What a person may have changed, and what was asked for."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sites.registry.models import Site

from ..kinds import KINDS
from ..models import ChangeRequest
from ..rights import sites_administered, sites_seen
from ..standing import title_of

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One request in a list."""

    request: ChangeRequest
    title: str


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the sites whose settings the person may see, and the requests of those sites, open ones first."""
    sites = sites_seen(request.user)
    found = ChangeRequest.objects.filter(site__in=sites).select_related("site", "requested_by")
    lines = [Line(one, title_of(one)) for one in found[:SHOWN] if one.kind in KINDS]
    return render(
        request,
        "cms/changes/overview.html",
        {
            "sites": sites,
            "administered": {site.pk for site in sites_administered(request.user)},
            "has_portal": any(site.kind == Site.Kind.PORTAL for site in sites),
            "open_lines": [line for line in lines if line.request.is_open],
            "closed_lines": [line for line in lines if not line.request.is_open],
        },
    )
