"""One thing: what is public of it, its history, asking for a change of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import SettledState
from sites.store.settling import checking

from .. import asking
from ..comparing import changed_rows, rows
from ..forms import EDITING, ReasonForm
from ..history import history_of
from ..kinds import Payload
from ..models import ChangeRequest
from ..rights import may_ask
from .finding import open_request, thing, thing_to_change


@require_GET
def show(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what is public now, what is on its way, and every state there ever was."""
    found, site, payload = thing(request.user, kind, key)
    history = history_of(kind, key)
    opened = open_request(kind, key)
    known = payload or (opened.after if opened else {}) or history[0].state.payload
    return render(
        request,
        "cms/changes/thing.html",
        {
            "kind": found,
            "key": key,
            "site": site,
            "payload": payload,
            "title": found.title(key, known),
            "rows": rows(kind, payload, payload),
            "open": opened,
            "history": history,
            "may_ask": may_ask(request.user, site),
            "has_form": kind in EDITING,
            "altered": checking.differences_of(kind, key),
        },
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Ask for a change; a request that was returned is taken up where it was left."""
    found, site, payload = thing_to_change(request.user, kind, key)
    if kind not in EDITING:
        raise Http404
    opened = open_request(kind, key)
    if opened is not None and opened.is_waiting:
        return redirect("cms_changes:request", opened.pk)
    base: Payload = opened.after if opened is not None and opened.after else payload
    also = {"also": {"reason": opened.reason}} if opened is not None and kind != "redirect" else {}
    form = EDITING[kind](request.POST or None, base=base, **also)
    if request.method == "POST" and form.is_valid():
        answer = _asked(request, kind, key, form.payload(), form)
        if answer is not None:
            return answer
    context = {"kind": found, "key": key, "site": site, "form": form, "title": found.title(key, payload or base)}
    return render(request, "cms/changes/change.html", context | {"returned": opened})


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Ask for a thing to be removed."""
    if kind == "site":
        raise Http404
    found, site, payload = thing_to_change(request.user, kind, key)
    return _with_reason(
        request, kind, key, {}, {"kind": found, "site": site, "title": found.title(key, payload), "is_removal": True}
    )


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, kind: str, key: str, state: int) -> HttpResponse:
    """Ask for an earlier state to become public again."""
    found, site, payload = thing_to_change(request.user, kind, key)
    earlier = get_object_or_404(SettledState, pk=state, kind=kind, key=key)
    title = found.title(key, payload or earlier.payload)
    return _with_reason(
        request, kind, key, dict(earlier.payload), {"kind": found, "site": site, "title": title, "earlier": earlier}
    )


def _with_reason(request: HttpRequest, kind: str, key: str, after: Payload, context: dict[str, Any]) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _asked(request, kind, key, after, form)
        if answer is not None:
            return answer
    before = thing(request.user, kind, key)[2]
    context |= {"key": key, "form": form, "rows": changed_rows(kind, before, after)}
    return render(request, "cms/changes/confirm.html", context)


def _asked(request: HttpRequest, kind: str, key: str, after: Payload, form: Any) -> HttpResponse | None:
    """Ask for the change; return the way to it, None when it was refused and the form says why."""
    return asked(request, form, lambda: asking.ask(kind, key, after, form.cleaned_data["reason"], request.user))


def asked(request: HttpRequest, form: Any, ask: Any) -> HttpResponse | None:
    """Call ``ask``; return the way to the request, None when it was refused and ``form`` says why."""
    try:
        made: ChangeRequest = ask()
    except (Refused, NotApproved) as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("已送审；通过之前，公开网站没有变化。"))
    return redirect("cms_changes:request", made.pk)
