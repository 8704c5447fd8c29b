"""发布情况: how far one's documents have come; and the state of one document, which a page under way asks for again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sites.store.models import Document, ScheduledAdmission

from ..listing import FILTERS, site_lines, states_for
from ..rights import may_see, sites_watched
from ..state import state_of


@require_GET
def publication(request: HttpRequest) -> HttpResponse:
    """Show how far the documents have come that the person who asks looks after; only the list for a page under way."""
    wanted = request.GET.get("show", "")
    wanted = wanted if wanted in FILTERS else ""
    states = states_for(request.user, wanted)
    context = {
        "states": states,
        "lines": site_lines(request.user, wanted),
        "filters": FILTERS.items(),
        "wanted": wanted,
        "watches": bool(sites_watched(request.user)),
        "is_final": all(state.is_final for state in states),
    }
    part = "list" if "part" in request.GET else "publication"
    return render(request, f"cms/publication/{part}.html", context)


@require_GET
def state(request: HttpRequest, key: str) -> HttpResponse:
    """Show how far one document has come, as a part of a page."""
    held = (
        Document.objects.select_related("site").filter(key=key).first()
        or ScheduledAdmission.objects.select_related("site").filter(key=key).first()
    )
    if held is None or not may_see(request.user, held.site):
        raise Http404
    return render(request, "cms/publication/state.html", {"state": state_of(key)})
