"""The screens of the review chain."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page

from cms.accounts.models import SiteRole
from cms.pages.models.base import PublicPage
from cms.pages.preview import content_response, preview_response
from cms.pages.status import document_of, exact_status
from sites.store.admit import Refused
from sites.store.approvals import NotApproved

from . import actions
from .case import case_of
from .forms import PassForm, ReturnForm, WithdrawalForm
from .public_version import content_of_document
from .waiting import waiting_for


@require_GET
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who asks."""
    return render(request, "cms/review/waiting.html", {"items": waiting_for(request.user)})


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show one item and take the decision on it."""
    page = _page_for(request, page_id)
    forms: dict[str, Form] = {"pass_form": PassForm(prefix="pass"), "return_form": ReturnForm(prefix="return")}
    if request.method == "POST":
        done = _decide(request, page, forms)
        if done:
            return redirect("cms_review:review", page_id=page.pk)
    case = case_of(page, request.user)
    return render(request, "cms/review/review.html", {"case": case, "page": page, **forms})


@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what is to be decided on, as readers would get it: for a withdrawal, what is public now."""
    page = _page_for(request, page_id)
    case = case_of(page, request.user)
    if case is None:
        raise Http404
    document = document_of(page)
    if case.request.is_withdrawal and document is not None:
        return content_response(content_of_document(document))
    return preview_response(case.task_state.revision.as_object())


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for a withdrawal."""
    page = _page_for(request, page_id)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.request_withdrawal(page, request.user, form.cleaned_data["reason"])
        except (Refused, NotApproved) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("撤稿申请已送审；通过之前，公开网站没有变化。"))
            return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "cms/review/withdraw.html", {"page": page, "form": form, "status": exact_status(page)})


def _decide(request: HttpRequest, page: PublicPage, forms: dict[str, Form]) -> bool:
    decision = request.POST.get("decision", "")
    try:
        if decision == "pass":
            form = forms["pass_form"] = PassForm(request.POST, prefix="pass")
            if form.is_valid():
                digest = request.POST.get("digest", "")
                actions.approve(page, request.user, form.cleaned_data["comment"], digest=digest)
                messages.success(request, _("已通过。"))
                return True
        elif decision == "return":
            reason = forms["return_form"] = ReturnForm(request.POST, prefix="return")
            if reason.is_valid():
                actions.send_back(page, request.user, reason.cleaned_data["comment"])
                messages.success(request, _("已退回。"))
                return True
    except (NotApproved, Refused) as error:
        messages.error(request, str(error))
    return False


def _page_for(request: HttpRequest, page_id: int) -> PublicPage:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, PublicPage):
        raise Http404
    user = request.user
    if not user.is_superuser and not SiteRole.objects.filter(user=user.pk, site=page.site).exists():
        raise PermissionDenied
    return page
