"""One emergency: its facts, its preview, and what whoever looks may do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from cms.review.secrecy_form import SecrecyForm
from multilingual import bidi
from multilingual import registry as languages
from sites.registry.models import Site
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .. import frozen
from ..asked import approvals_of
from ..confirming import confirm
from ..declaring import cancel
from ..ending import ask_to_end, confirm_end, refusal_to_end
from ..forms import EndForm, NoteForm, ReviewForm
from ..models import EmergencyRecord
from ..reviewing import review
from ..rights import may_declare, people_of, refusal_to, visible

Forms = dict[str, Any]


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, uid: str) -> HttpResponse:
    """Show one emergency and take what is decided on it."""
    shown = get_object_or_404(visible(request.user), uid=uid)
    forms: Forms = {
        "secrecy_form": SecrecyForm(person=request.user.get_username()),
        "note_form": NoteForm(prefix="note"),
        "end_form": EndForm(prefix="end"),
        "review_form": ReviewForm(prefix="review"),
    }
    if request.method == "POST":
        act = ACTS.get(request.POST.get("decision", ""))
        try:
            said = act(request, shown, forms) if act is not None else ""
        except (Refused, NotApproved) as reason:
            messages.error(request, str(reason))
            said = ""
        if said:
            messages.success(request, said)
            return redirect("cms_emergency:record", uid)
        shown.refresh_from_db()
    return render(request, "cms/emergency/record.html", _context(request, shown) | forms)


@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, uid: str, site: str, language: str) -> HttpResponse:
    """Show what readers get: the home of ``site`` with the notice, or the document."""
    shown = get_object_or_404(visible(request.user), uid=uid)
    if language not in languages.codes():
        raise Http404
    html = frozen.rendered(shown, get_object_or_404(Site, key=site), language)
    if html is None:
        raise Http404
    return HttpResponse(html)


def _confirm(request: HttpRequest, shown: EmergencyRecord, forms: Forms) -> str:
    secrecy = forms["secrecy_form"] = SecrecyForm(request.POST, person=request.user.get_username())
    note = forms["note_form"] = NoteForm(request.POST, prefix="note")
    if not (_valid(secrecy) and _valid(note)):
        return ""
    confirm(shown, request.user, form=secrecy.kept, note=note.cleaned_data["note"])
    return _("已确认，几秒钟内公开。事后须由第三个人审查。")


def _cancel(request: HttpRequest, shown: EmergencyRecord, forms: Forms) -> str:
    cancel(shown, request.user)
    return _("已撤回，没有公开过。")


def _ask_to_end(request: HttpRequest, shown: EmergencyRecord, forms: Forms) -> str:
    form = forms["end_form"] = EndForm(request.POST, prefix="end")
    if not _valid(form):
        return ""
    ask_to_end(shown, request.user, form.cleaned_data["reason"])
    return _("已申请提前结束，请另一个人确认。")


def _confirm_end(request: HttpRequest, shown: EmergencyRecord, forms: Forms) -> str:
    confirm_end(shown, request.user)
    return _("已结束，几秒钟内从公开网站上撤下。")


def _review(request: HttpRequest, shown: EmergencyRecord, forms: Forms) -> str:
    form = forms["review_form"] = ReviewForm(request.POST, prefix="review")
    if not _valid(form):
        return ""
    review(shown, request.user, result=form.cleaned_data["result"], note=form.cleaned_data["note"])
    return _("审查结果已记录。")


ACTS: dict[str, Callable[[HttpRequest, EmergencyRecord, Forms], str]] = {
    "confirm": _confirm,
    "cancel": _cancel,
    "ask_to_end": _ask_to_end,
    "confirm_end": _confirm_end,
    "review": _review,
}


def _isolated(text: str) -> SafeString:
    """Return ``text`` escaped, with its phones and numbers kept in order inside right-to-left text."""
    return mark_safe(bidi.isolate(text))  # noqa: S308 - isolate escapes


def _valid(form: Form) -> bool:
    return bool(form.is_valid())


def _context(request: HttpRequest, shown: EmergencyRecord) -> dict[str, Any]:
    user, name = request.user, request.user.get_username()
    sites = frozen.sites_of(shown)
    stage = Approval.Stage
    return {
        "record": shown,
        "sites": sites,
        "previews": _previews(shown, sites),
        "texts": [
            (languages.get(code), _isolated(shown.texts[code])) for code in languages.codes() if code in shown.texts
        ],
        "approvals": list(approvals_of(shown)),
        "may_cancel": shown.is_waiting and shown.declared_by == name,
        "refusal": refusal_to(stage.CONFIRM, shown, user, [*shown.authors, shown.declared_by])
        if shown.is_waiting
        else "",
        "may_end": not refusal_to_end(shown) and not shown.end_asked_by and may_declare(user, shown.site),
        "end_refusal": refusal_to(stage.CONFIRM, shown, user, [shown.end_asked_by]) if shown.waits_for_end else "",
        "review_refusal": refusal_to(stage.AFTERWARDS, shown, user, people_of(shown)) if shown.waits_for_review else "",
    }


def _previews(shown: EmergencyRecord, sites: list[Site]) -> list[tuple[str, languages.Language]]:
    """Return the site's key and the language of each preview."""
    site = frozen.site_of(shown)
    if not shown.is_notice:
        return [(site.key, languages.get(languages.DEFAULT))]
    codes = site.editions.order_by("id").values_list("language", flat=True)
    return [(site.key, languages.get(code)) for code in codes]
