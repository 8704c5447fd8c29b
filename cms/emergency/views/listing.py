"""The list of emergencies."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator
from sites.store import clock

from ..limits import limit
from ..rights import has_part, sites_to_declare, visible

DONE_ON_A_PAGE = 20


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Show what waits for a confirmation, what is public, what waits for its review, and what is done."""
    user = request.user
    is_security = holds(user, Administrator.SECURITY)
    if not (user.is_superuser or has_part(user) or is_security):
        raise PermissionDenied
    records, now = visible(user), clock.now()
    waiting = records.filter(confirmed_at=None, cancelled_at=None)
    public = records.filter(confirmed_at__isnull=False, ended_at=None, ends_at__gt=now)
    unreviewed = records.filter(confirmed_at__isnull=False, reviewed_at=None)
    done = records.exclude(pk__in=waiting).exclude(pk__in=unreviewed).exclude(pk__in=public)
    context = {
        "may_declare": bool(sites_to_declare(user)),
        "is_security": is_security,
        "limit": limit(),
        "waiting": waiting,
        "public": public,
        "unreviewed": unreviewed,
        "done": Paginator(done, DONE_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "cms/emergency/listing.html", context)
