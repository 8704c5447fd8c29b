"""委托代办: one's own delegations; the security administrator sees all of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.accounts.models import SiteRole

from .. import labels
from ..delegate import NotDelegated, delegate
from ..delegation import REVIEWING, today
from ..forms.delegation import DelegationForm, GiverForm
from ..models import Delegation
from ..revoke import revoke
from ..rights import keeps_rules

MOST = 200
"""How many rows the list shows; older ones stand in the audit trail."""


@require_GET
def delegations(request: HttpRequest) -> HttpResponse:
    """List what the person gave and holds; for the security administrator, everything."""
    keeper = keeps_rules(request.user)
    found = Delegation.objects.select_related("from_user", "to_user", "site")
    if not keeper:
        found = found.filter(Q(from_user=request.user.pk) | Q(to_user=request.user.pk))
    rows = [_row(delegation, request.user, keeper) for delegation in found[:MOST]]
    context = {"rows": rows, "keeper": keeper, "may_delegate": keeper or _reviews(request.user)}
    return render(request, "cms/inbox/delegations.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take a new delegation; the security administrator says first whose."""
    giver = _giver(request)
    if giver is None:
        return render(request, "cms/inbox/delegation_giver.html", {"form": GiverForm()})
    form = DelegationForm(giver, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delegate(giver, **form.cleaned_data, by=request.user)
        except NotDelegated as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("已委托，到期自动结束。"))
            return redirect("cms_inbox:delegations")
    context = {"form": form, "giver": giver, "is_own": giver.pk == request.user.pk}
    return render(request, "cms/inbox/delegation.html", context)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a delegation."""
    try:
        revoke(get_object_or_404(Delegation, pk=pk), by=request.user)
    except NotDelegated as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("委托已撤销，立即生效。"))
    return redirect("cms_inbox:delegations")


def _giver(request: HttpRequest) -> Any:
    """Return whose stages are delegated; None when the security administrator still has to say."""
    if not keeps_rules(request.user):
        if not _reviews(request.user):
            raise PermissionDenied
        return request.user
    asked = request.GET.get("giver", "")
    return get_object_or_404(get_user_model(), pk=asked) if asked.isdecimal() else None


def _reviews(user: Any) -> bool:
    return not user.is_superuser and SiteRole.objects.filter(user=user.pk, role__in=REVIEWING).exists()


def _row(delegation: Delegation, user: Any, keeper: bool) -> dict[str, Any]:
    day = today()
    if delegation.revoked_at:
        state = _("已撤销")
    elif delegation.last_day < day:
        state = _("已结束")
    else:
        state = _("尚未开始") if delegation.first_day > day else _("有效")
    is_open = not delegation.revoked_at and delegation.last_day >= day
    return {
        "delegation": delegation,
        "state": state,
        "stage": labels.role(delegation.stage) if delegation.stage else _("全部环节"),
        "may_revoke": is_open and (keeper or delegation.from_user_id == user.pk),
    }
