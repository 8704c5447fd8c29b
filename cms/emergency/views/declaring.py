"""The screens of the first person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sites.store.admit import Refused
from sites.store.approvals import NotApproved

from ..declaring import declare_document, declare_notice
from ..forms import DocumentForm, NoticeForm
from ..models import EmergencyRecord
from ..rights import sites_to_declare


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """Ask for a notice."""
    form = NoticeForm(request.POST or None, sites=_sites(request))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            record = declare_notice(
                form.sites(),
                form.texts(),
                reason=said["reason"],
                ends_at=said["ends_at"],
                link=said["link"],
                user=request.user,
            )
            return _declared(request, record)
        except (Refused, NotApproved) as reason:
            form.add_error(None, str(reason))
    return render(request, "cms/emergency/declare.html", {"form": form, "title": _("发布应急通知")})


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest) -> HttpResponse:
    """Ask for a document."""
    initial = {"page": request.GET.get("page", "")}
    form = DocumentForm(request.POST or None, sites=_sites(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            page = form.drafts[said["page"]]
            record = declare_document(page, reason=said["reason"], ends_at=said["ends_at"], user=request.user)
            return _declared(request, record)
        except (Refused, NotApproved) as reason:
            form.add_error(None, str(reason))
    return render(request, "cms/emergency/declare.html", {"form": form, "title": _("应急发布一篇稿件")})


def _sites(request: HttpRequest) -> list:  # type: ignore[type-arg]
    sites = sites_to_declare(request.user)
    if not sites:
        raise PermissionDenied
    return sites


def _declared(request: HttpRequest, record: EmergencyRecord) -> HttpResponse:
    messages.success(request, _("已提出，还没有公开。请马上通知另一位有签发或保密审查权限的人确认。"))
    return redirect("cms_emergency:record", record.uid)
