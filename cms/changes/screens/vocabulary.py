"""What the whole cluster shares: organisations, standard columns (共用词表)."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from multilingual.registry import DEFAULT
from multilingual.translation import in_language
from sites.registry.models import Organisation, StandardColumn

from .. import asking
from ..forms import ADDING
from ..kinds import KINDS, deciding_site, public_now
from ..models import ChangeRequest
from ..rights import may_ask, may_see
from .things import asked

MODELS: dict[str, type[Model]] = {"organisation": Organisation, "standard_column": StandardColumn}


@require_GET
def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """List the things of one kind, with those whose change is on its way."""
    site = _site_for(request, kind)
    waiting = {one.key: one for one in ChangeRequest.objects.filter(kind=kind, state__in=ChangeRequest.OPEN)}
    found: Any = MODELS[kind]._default_manager.order_by("pk" if kind == "organisation" else "position")
    things = [(row.code, in_language(row, "name", DEFAULT), waiting.pop(row.code, None)) for row in found]
    context = {
        "kind": KINDS[kind],
        "things": things,
        "coming": list(waiting.values()),
        "may_ask": may_ask(request.user, site),
    }
    return render(request, "cms/changes/vocabulary.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for a new thing."""
    if not may_ask(request.user, _site_for(request, kind)):
        raise Http404
    form = ADDING[kind](request.POST or None, base={})
    if request.method == "POST" and form.is_valid():
        code, reason = form.cleaned_data["code"], form.cleaned_data["reason"]
        if public_now(kind, code):
            form.add_error("code", _("这个代号已经有了。"))
        else:
            answer = asked(request, form, lambda: asking.ask(kind, code, form.payload(), reason, request.user))
            if answer is not None:
                return answer
    title = _("新增%(kind)s") % {"kind": KINDS[kind].label}
    return render(request, "cms/changes/change.html", {"kind": KINDS[kind], "form": form, "title": title})


def _site_for(request: HttpRequest, kind: str) -> Any:
    site = deciding_site(kind, "") if kind in MODELS else None
    if not may_see(request.user, site):
        raise Http404
    return site
