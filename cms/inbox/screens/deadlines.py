"""办理时限: how long a stage may take."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sites.store import clock

from .. import labels
from ..forms.deadline import DeadlineForm
from ..holidays import missing_years
from ..keeping_deadlines import BadDeadline, remove_deadline, set_deadline
from ..models import DeadlineRule
from .keeping import for_keepers, say_saved


@for_keepers
@require_http_methods(["GET", "POST"])
def deadlines(request: HttpRequest) -> HttpResponse:
    """Show the rules and take a new or a changed one."""
    form = DeadlineForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            moved = set_deadline(**form.cleaned_data, by=request.user.get_username())
        except BadDeadline as reason:
            form.add_error(None, str(reason))
        else:
            say_saved(request, moved)
            return redirect("cms_inbox:deadlines")
    return render(
        request,
        "cms/inbox/deadlines.html",
        {"form": form, "rules": _rows(), "missing": missing_years(clock.now())},
    )


@for_keepers
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a rule."""
    try:
        remove_deadline(get_object_or_404(DeadlineRule, pk=pk), by=request.user.get_username())
    except BadDeadline as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("已删除。"))
    return redirect("cms_inbox:deadlines")


def _initial(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("rule", "")
    rule = DeadlineRule.objects.filter(pk=asked).first() if asked.isdecimal() else None
    return {name: getattr(rule, name) for name in DeadlineForm.base_fields} if rule else {}


def _rows() -> list[dict[str, Any]]:
    rules = DeadlineRule.objects.select_related("site")
    ordered = sorted(rules, key=lambda rule: (rule.site_id or 0, bool(rule.stage), rule.stage, rule.kind))
    return [
        {
            "rule": rule,
            "stage": labels.stage(rule.stage) if rule.stage else _("全部环节"),
            "kind": labels.kind(rule.kind) if rule.kind else _("全部类别"),
            "role": labels.role(rule.escalate_to),
            "is_general": rule.site is None and not rule.stage and not rule.kind,
        }
        for rule in ordered
    ]
