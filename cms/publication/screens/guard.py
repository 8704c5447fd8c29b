"""发布护栏: how much of a site one release may change before two people are asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.inbox.screens.keeping import for_keepers
from sites.release.guard.rules import BadGuardRule, remove_guard_rule, set_guard_rule
from sites.release.models import GuardRule, Hold

from ..forms import GuardRuleForm


@for_keepers
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules and what they hold back now; take a new or a changed one."""
    form = GuardRuleForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            set_guard_rule(**form.cleaned_data, by=request.user.get_username())
        except BadGuardRule as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("已保存，下一次发布起按此办理。"))
            return redirect("cms_publication:guard")
    held = Hold.objects.select_related("site").order_by("since")
    found = GuardRule.objects.select_related("site").order_by("site_id")
    ordered = sorted(found, key=lambda rule: rule.site_id or 0)
    return render(request, "cms/publication/guard.html", {"form": form, "rules": ordered, "held": held})


@for_keepers
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a site's own rule."""
    try:
        remove_guard_rule(get_object_or_404(GuardRule, pk=pk), by=request.user.get_username())
    except BadGuardRule as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("已删除，本站点改按全部站点的规定。"))
    return redirect("cms_publication:guard")


def _initial(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("rule", "")
    rule = GuardRule.objects.filter(pk=asked).first() if asked.isdecimal() else None
    return {name: getattr(rule, name) for name in GuardRuleForm.base_fields} if rule else {}
