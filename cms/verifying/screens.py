"""The screens 构建核对 and 时钟."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sites.registry.models import Site
from sites.store import clock, plausible

from .asking import ask
from .due import night
from .latest import Row, rows
from .models import BuildCheck
from .rights import may_verify


@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """Show every site, when it was looked at last and what was found; what differs comes first."""
    _demand(request)
    shown: list[Row] = sorted(rows(), key=lambda row: (not row.is_wrong, row.site.key))
    context: dict[str, Any] = {
        "rows": shown,
        "wrong": sum(row.is_wrong for row in shown),
        "night": night(),
        "doubt": plausible.doubt(),
    }
    return render(request, "cms/verifying/checks.html", context)


@require_GET
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one look found."""
    _demand(request)
    found = get_object_or_404(BuildCheck.objects.select_related("site"), pk=pk)
    return render(request, "cms/verifying/check.html", {"check": found, "row": Row(found.site, found)})


@require_POST
def check_now(request: HttpRequest) -> HttpResponse:
    """Ask for a look at the site named, at all of them without a name."""
    _demand(request)
    key = request.POST.get("site", "")
    sites = list(Site.objects.filter(key=key) if key else Site.objects.order_by("key"))
    count = ask(sites, request.user.get_username())
    said = (
        _("已安排核对 %(count)d 个站点，结果稍后显示在这里。") % {"count": count} if count else _("正在核对，请稍候。")
    )
    messages.success(request, said)
    return redirect("cms_verifying:checks")


@require_GET
def clock_state(request: HttpRequest) -> HttpResponse:
    """Show whether the clock can be believed, and what it holds up while it cannot."""
    _demand(request)
    return render(request, "cms/verifying/clock.html", {"doubt": plausible.doubt(), "now": clock.now()})


@require_POST
def confirm_clock(request: HttpRequest) -> HttpResponse:
    """Take the administrator's word that the clock is right."""
    _demand(request)
    if plausible.confirm(request.user.get_username()):
        messages.success(request, _("已确认时钟正确，定时发布和到期撤下继续进行。"))
    else:
        messages.info(request, _("时钟没有疑问，不必确认。"))
    return redirect("cms_verifying:clock")


def _demand(request: HttpRequest) -> None:
    if not may_verify(request.user):
        raise PermissionDenied
