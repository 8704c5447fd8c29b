"""The site as it was: its pages in a frame, its files straight from the release, the whole of it as an archive."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from sites.release.archiving import stream
from sites.store import audit
from sites.web.server import content_type

from ..links import Address, quoted, rewritten
from ..site_at import NOT_FOUND, SiteAt
from .finding import release_for

FROZEN = (
    "default-src 'none'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""An old page is looked at and runs nothing, sends nothing and reaches nowhere else."""


@require_GET
def look(request: HttpRequest, site: str, commit: str, path: str = "") -> HttpResponse:
    """Show the site as it was in a frame, below a line that says so: the page's own bytes carry no such line."""
    at = release_for(request.user, site, commit)
    day = timezone.localtime(at.release.at, timezone.get_default_timezone())
    context = {"at": at, "site": at.site, "path": quoted(path), "day": day}
    return render(request, "cms/releases/look.html", context)


@require_GET
@xframe_options_sameorigin
def at(request: HttpRequest, site: str, commit: str, path: str = "") -> HttpResponse:
    """Return a file of the site as it was; in pages its addresses lead here, others say that they do not."""
    found = release_for(request.user, site, commit)
    data, status = found.read(path), 200
    if data is None:
        path, data, status = NOT_FOUND, found.read(NOT_FOUND), 404
    if data is None:
        raise Http404
    kind = content_type(path if path and not path.endswith("/") else "index.html")
    if kind.startswith("text/html"):
        data = rewritten(data, found, _inside(found), _outside(found))
    return _frozen(HttpResponse(data, status=status, content_type=kind))


@require_GET
@xframe_options_sameorigin
def outside(request: HttpRequest, site: str, commit: str) -> HttpResponse:
    """Say of a link that it leads out of the site."""
    found = release_for(request.user, site, commit)
    context = {"at": found, "address": request.GET.get("to", "")[:2000]}
    return _frozen(render(request, "cms/releases/outside.html", context))


@require_POST
def archive(request: HttpRequest, site: str, commit: str) -> HttpResponseBase:
    """Hand the whole site as of a release over as a file; that is an entry of the ledger."""
    found = release_for(request.user, site, commit)
    line = audit.Line(f"release:{found.site.key}", "", {"release": found.name, "path": found.release.subject})
    audit.record_all(request.user.get_username(), "export site archive", [line], site=found.site.key)
    day = timezone.localtime(found.release.at, timezone.get_default_timezone())
    response = StreamingHttpResponse(stream(found.repository, found.commit), content_type="application/x-tar")
    name = f"{found.site.key}-{day:%Y%m%d-%H%M%S}-{found.name[:12]}.tar"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _inside(found: SiteAt) -> Address:
    root = reverse("cms_releases:at", args=[found.site.key, found.name])
    return lambda path: root + quoted(path)


def _outside(found: SiteAt) -> Address:
    page = reverse("cms_releases:outside", args=[found.site.key, found.name])
    return lambda address: f"{page}?to={quoted(address)}"


def _frozen(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = FROZEN
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response
