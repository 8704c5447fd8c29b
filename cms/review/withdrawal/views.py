"""The screen on which editors ask for a withdrawal."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.pages.models.base import PublicPage
from cms.pages.status import document_of, exact_status
from sites.store.admit import Refused
from sites.store.approvals import NotApproved

from .. import actions
from ..views import page_for
from .copies import copies_of
from .forms import WithdrawalForm
from .targets import redirect_at


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for a withdrawal, and for that of the copies chosen."""
    page = page_for(request, page_id)
    document = document_of(page)
    public = document if document is not None and document.is_public else None
    copies = copies_of(public, request.user) if public is not None else []
    form = WithdrawalForm(request.POST or None, document=public, copies=copies, initial={"leads": "gone"})
    if request.method == "POST" and form.is_valid():
        try:
            count = _ask(page, form, request)
        except (Refused, NotApproved) as error:
            form.add_error(None, str(error))
        else:
            said = _("撤稿申请已送审；通过之前，公开网站没有变化。")
            messages.success(
                request, said if count == 1 else _("已送审 %(count)d 份撤稿申请。") % {"count": count} + said
            )
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "form": form, "status": exact_status(page), "copies": copies}
    return render(
        request, "cms/review/withdraw.html", context | {"redirected": redirect_at(public) if public else None}
    )


@transaction.atomic
def _ask(page: PublicPage, form: WithdrawalForm, request: HttpRequest) -> int:
    """Ask for each withdrawal; return how many. When one is refused, none is asked for."""
    reason = form.cleaned_data["reason"]
    actions.request_withdrawal(page, request.user, reason, form.leads_to)
    for copy in form.chosen_copies():
        if copy.page is not None:
            try:
                actions.request_withdrawal(copy.page, request.user, reason)
            except (Refused, NotApproved) as error:
                raise Refused(f"{copy.document.title}：{error}") from error
    return 1 + len(form.chosen_copies())
