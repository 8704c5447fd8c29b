"""The findings of a draft, for its editor: the panel's content, the page of its own, the click that masks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from cms.accounts.models import SiteRole
from cms.pages.content import Incomplete, content_of
from cms.pages.models.base import PublicPage
from sites.store.admit import Refused

from ..mask_draft import demand_editable, mask_draft
from ..run import findings_of


@require_GET
def findings(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what the checks find in the newest draft, on a page of its own or, asked by the panel, as its content."""
    page = page_for(request, page_id)
    template = "cms/checks/panel_content.html" if request.GET.get("part") else "cms/checks/draft.html"
    return render(request, template, context_of(page, request.user))


@require_POST
def mask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Mask the numbers of one finding in the draft."""
    page = page_for(request, page_id)
    try:
        done = mask_draft(page, request.POST.get("finding", ""), request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        said = _("已遮盖：%(where)s的%(title)s，并存为新的草稿。") % {"where": done.where, "title": done.title}
        messages.success(request, said)
    if request.POST.get("back") == "editor":
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect("cms_checks:draft", page.pk)


def context_of(page: PublicPage, user: Any) -> dict[str, Any]:
    """Return what the templates show of the newest draft of ``page`` to ``user``."""
    draft: PublicPage = page.get_latest_revision_as_object()
    context: dict[str, Any] = {"page": page, "findings": [], "problem": "", "can_mask": _may_edit(page, user)}
    try:
        context["findings"] = findings_of(draft, content_of(draft))
    except Incomplete as error:
        context["problem"] = str(error)
    context["serious"] = [one for one in context["findings"] if one.is_serious]
    context["ordinary"] = [one for one in context["findings"] if not one.is_serious]
    return context


def page_for(request: HttpRequest, page_id: int) -> PublicPage:
    """Return the page, if whoever asks works at its site; raises ``Http404`` or ``PermissionDenied``."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, PublicPage):
        raise Http404
    user = request.user
    if not user.is_superuser and not SiteRole.objects.filter(user=user.pk, site=page.site).exists():
        raise PermissionDenied
    return page


def _may_edit(page: PublicPage, user: Any) -> bool:
    try:
        demand_editable(page, user)
    except Refused:
        return False
    return True
