"""The old addresses of a site (重定向)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sites.registry import addresses
from sites.store import redirects

from .. import asking
from ..forms import RedirectForm
from ..kinds import KINDS
from ..models import ChangeRequest
from ..rights import may_ask
from .finding import own_site
from .things import asked

PER_PAGE = 100


@require_GET
def listing(request: HttpRequest, site: str) -> HttpResponse:
    """List where the old addresses of a site lead, and those whose change is on its way."""
    row = own_site(request.user, site)
    opened = ChangeRequest.objects.filter(kind="redirect", site=row, state__in=ChangeRequest.OPEN)
    waiting = {one.key: one for one in opened}
    page = Paginator(redirects.of_site(row), PER_PAGE).get_page(request.GET.get("p"))
    lines = [(held, addresses.local_url(row, held.path), waiting.pop(held.key, None)) for held in page.object_list]
    held = {redirect.key for redirect in redirects.of_site(row, list(waiting))}
    coming = [one for key, one in waiting.items() if key not in held]
    context = {"site": row, "page": page, "lines": lines, "coming": coming, "may_ask": may_ask(request.user, row)}
    return render(request, "cms/changes/redirects.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, site: str) -> HttpResponse:
    """Ask for a new redirect."""
    row = own_site(request.user, site)
    if not may_ask(request.user, row):
        raise Http404
    form = RedirectForm(request.POST or None, base={"site": row.key}, site=row)
    if request.method == "POST" and form.is_valid():
        payload = form.payload()
        key = redirects.key_of(row.key, payload["path"])
        if redirects.of_site(row, [key]):
            form.add_error("path", _("这个旧网址已有重定向，请在列表里改它。"))
        else:
            reason = form.cleaned_data["reason"]
            answer = asked(request, form, lambda: asking.ask("redirect", key, payload, reason, request.user))
            if answer is not None:
                return answer
    title = _("新增重定向")
    context = {"kind": KINDS["redirect"], "site": row, "form": form, "title": title}
    return render(request, "cms/changes/change.html", context)
