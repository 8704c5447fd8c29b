"""The review page: what is decided on, and the decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page

from cms.accounts.models import SiteRole
from cms.inbox.delegation import stages_of
from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from cms.pages.preview import content_response, preview_response
from cms.pages.status import document_of
from sites.store import blobs, intact
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from . import actions, rendering
from .case import case_of
from .forms import PassForm, ReturnForm
from .secrecy_form import SecrecyForm

REMARK = "remark-"
"""What the fields of remarks begin with; the part's anchor follows."""


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show one item and take the decision on it."""
    page = page_for(request, page_id)
    case = case_of(page, request.user)
    forms: dict[str, Any] = {"pass_form": PassForm(prefix="pass"), "return_form": ReturnForm(prefix="return")}
    if case is not None and case.is_secrecy_due:
        forms["secrecy_form"] = SecrecyForm(person=request.user.get_username())
    if request.method == "POST" and _decide(request, page, forms):
        return redirect("cms_review:review", page_id=page.pk)
    context = {"case": case, "page": page, **forms, "said": request.POST}
    if case is not None and case.may_pass and case.subject is not None:
        context["ticket"] = rendering.token(case.subject, request.user)
    return render(request, "cms/review/review.html", context)


@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what is to be decided on, as readers would get it: for a withdrawal, what is public now.

    With the ticket of a review page, the very bytes are shown that a decision will be kept with.
    """
    page = page_for(request, page_id)
    if ticket := request.GET.get("ticket"):
        shown = rendering.opened(ticket, page.pk, request.user)
        return HttpResponse(blobs.read(shown["html"], rendering.EXTENSION))
    case = case_of(page, request.user)
    if case is None:
        raise Http404
    if case.subject is not None and case.subject.content is not None:
        return content_response(case.subject.content)
    document = document_of(page)
    if not case.request.asks_to_publish and document is not None:
        return content_response(intact.content_of(document))
    return preview_response(case.task_state.revision.as_object())


@require_GET
@xframe_options_sameorigin
def shown(request: HttpRequest, page_id: int, approval_id: int) -> HttpResponse:
    """Show the page as the person of an approval saw it."""
    page = page_for(request, page_id)
    approval = get_object_or_404(Approval, pk=approval_id, subject=key_of(page))
    try:
        return HttpResponse(blobs.read(approval.shown, rendering.EXTENSION))
    except blobs.BlobMissing as missing:
        raise Http404 from missing


def _decide(request: HttpRequest, page: PublicPage, forms: dict[str, Any]) -> bool:
    decision = request.POST.get("decision", "")
    try:
        if decision == "pass":
            return _pass(request, page, forms)
        if decision == "return":
            return _return(request, page, forms)
    except (NotApproved, Refused) as error:
        messages.error(request, str(error))
    return False


def _pass(request: HttpRequest, page: PublicPage, forms: dict[str, Any]) -> bool:
    form = forms["pass_form"] = PassForm(request.POST, prefix="pass")
    secrecy = None
    if "secrecy_form" in forms:
        secrecy = forms["secrecy_form"] = SecrecyForm(request.POST, person=request.user.get_username())
        if not secrecy.is_valid():
            reasons = "；".join(str(reason) for reason in secrecy.non_field_errors())
            messages.error(request, reasons or _("保密审查表还没有填完，请逐项作答。"))
            if sensitive := secrecy.sensitive():
                found = _("保密审查认定涉及：%(questions)s。") % {"questions": "、".join(sensitive)}
                forms["return_form"] = ReturnForm(prefix="return", initial={"comment": found})
            return False
    if not form.is_valid():
        return False
    ticket = request.POST.get("ticket", "")
    seen = rendering.opened(ticket, page.pk, request.user) if ticket else None
    actions.approve(
        page,
        request.user,
        form.cleaned_data["comment"],
        digest=seen["content"] if seen else request.POST.get("digest", ""),
        form=secrecy.kept if secrecy else None,
        decisions=request.POST,
        shown=seen["html"] if seen else "",
    )
    messages.success(request, _("已通过。"))
    return True


def _return(request: HttpRequest, page: PublicPage, forms: dict[str, Any]) -> bool:
    form = forms["return_form"] = ReturnForm(request.POST, prefix="return")
    if not form.is_valid():
        return False
    remarks = {name.removeprefix(REMARK): str(text) for name, text in request.POST.items() if name.startswith(REMARK)}
    actions.send_back(page, request.user, form.cleaned_data["comment"], remarks=remarks)
    messages.success(request, _("已退回。"))
    return True


def page_for(request: HttpRequest, page_id: int) -> PublicPage:
    """Return the page, for people of its site, whoever decides there for them today, and superusers."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, PublicPage):
        raise Http404
    user = request.user
    if user.is_superuser or SiteRole.objects.filter(user=user.pk, site=page.site).exists():
        return page
    if any(site == page.site.pk for site, _stage, _behalf in stages_of(user)):
        return page
    raise PermissionDenied
