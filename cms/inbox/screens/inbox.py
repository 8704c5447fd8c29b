"""待我审核: only my turn, over all sites, oldest deadline first; and what I watch over."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ..delegation import stages_of
from ..entries import entries
from ..waiting import overseen_by, waiting_for

PER_PAGE = 50
OVERSEEN = 5
"""How many overdue items stand below one's own; the list of all of them is a page of its own."""


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who asks."""
    user: Any = request.user
    rights = stages_of(user)
    page = Paginator(waiting_for(user, rights), PER_PAGE).get_page(request.GET.get("p"))
    overseen = Paginator(overseen_by(user), OVERSEEN).get_page(1)
    context = {
        "page": page,
        "entries": entries(page.object_list, rights=rights),
        "overseen": overseen,
        "overseen_entries": entries(overseen.object_list, with_people=True),
        "reviews": bool(rights),
    }
    return render(request, "cms/inbox/inbox.html", context)


@require_GET
def overseen(request: HttpRequest) -> HttpResponse:
    """Show every overdue item that the person who asks watches over."""
    page: Page[Any] = Paginator(overseen_by(request.user), PER_PAGE).get_page(request.GET.get("p"))
    found = entries(page.object_list, with_people=True)
    return render(request, "cms/inbox/overseen.html", {"page": page, "entries": found})
