"""审签规则: which stages are demanded, per site, action and kind."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sites.store.models import ApprovalRule
from sites.store.rules import BadRule, remove_rule, set_rule

from .. import labels
from ..demanded import Demand, chain, demanded, tried
from ..forms.rule import RuleForm, ScopeForm
from .keeping import for_keepers


@for_keepers
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules and what they demand; try a change out, or make it."""
    form, effect = RuleForm(request.POST or None, initial=_initial(request)), None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        change = partial(set_rule, **data, by=request.user.get_username())
        try:
            if request.POST.get("decision") == "try":
                effect = tried(data["site"], change)
            else:
                change()
                messages.success(request, _("已保存，对此后的审签生效。"))
                return redirect("cms_inbox:rules")
        except BadRule as reason:
            form.add_error(None, str(reason))
    return _shown(request, form, effect)


@for_keepers
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a rule."""
    try:
        remove_rule(get_object_or_404(ApprovalRule, pk=pk), by=request.user.get_username())
    except BadRule as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("已删除，改按更一般的规则。"))
    return redirect("cms_inbox:rules")


def _shown(request: HttpRequest, form: RuleForm, effect: list[Demand] | None) -> HttpResponse:
    scope = ScopeForm(request.GET, auto_id="scope_%s")
    site = scope.cleaned_data["site"] if scope.is_valid() else None
    context = {
        "form": form,
        "effect": effect,
        "chosen": chain(form.cleaned_data["stages"]) if effect is not None else "",
        "rules": _rows(),
        "scope": scope,
        "site": site,
        "demanded": demanded(site),
    }
    return render(request, "cms/inbox/rules.html", context)


def _initial(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("rule", "")
    rule = ApprovalRule.objects.filter(pk=asked).first() if asked.isdecimal() else None
    return {name: getattr(rule, name) for name in RuleForm.base_fields} if rule else {}


def _rows() -> list[dict[str, Any]]:
    found = ApprovalRule.objects.select_related("site").order_by("site__name", "action", "kind")
    return [
        {
            "rule": rule,
            "action": labels.action(rule.action) if rule.action else _("全部事项"),
            "kind": labels.kind(rule.kind) if rule.kind else _("全部类别"),
            "stages": chain(rule.stages),
            "is_general": rule.site is None and not rule.action and not rule.kind,
        }
        for rule in found
    ]
