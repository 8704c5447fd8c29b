"""The security administrator's screens: the rules of log-in, and who is locked out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.accounts.cluster import holds
from cms.accounts.deciding import NotGranted
from cms.accounts.models import Administrator

from . import lockout
from .limits import ALL, BY_CODE, values
from .models import Limit, SecondFactorRule
from .rules_forms import FactorForm, LimitForm
from .second_factor import roles
from .set_factor_rule import set_factor_rule
from .set_limit import OutOfBounds, set_limit
from .unlock import unlock as forgive

View = Callable[..., HttpResponse]


def for_security_administrator(view: View) -> View:
    """Let the security administrator alone see ``view``."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if not holds(request.user, Administrator.SECURITY):
            raise PermissionDenied
        return view(request, *args, **more)

    return guarded


@for_security_administrator
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show every rule, and who is locked out."""
    now, rows = values(), {row.code: row for row in Limit.objects.all()}
    rules = {rule.role: rule for rule in SecondFactorRule.objects.all()}
    names = lockout.locked_accounts()
    known = set(get_user_model().objects.filter(username__in=names).values_list("username", flat=True))
    context = {
        "limits": [{"bounds": each, "value": now[each.code], "row": rows.get(each.code)} for each in ALL],
        "factors": [{"role": role, "label": label, "rule": rules.get(role)} for role, label in roles()],
        "accounts": [name for name in names if name in known],
        "unknown": sum(name not in known for name in names),
        "addresses": lockout.locked_addresses(),
    }
    return render(request, "cms/security/rules.html", context)


@for_security_administrator
@require_http_methods(["GET", "POST"])
def limit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a number."""
    if code not in BY_CODE:
        raise Http404
    row = Limit.objects.filter(code=code).first()
    said = {"source": row.source, "certainty": row.certainty} if row else {}
    form = LimitForm(request.POST or None, initial={"value": values()[code], **said})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"source": data["source"], "certainty": data["certainty"], "by": request.user.get_username()}
        try:
            set_limit(code, data["value"], **given)
        except (OutOfBounds, NotGranted) as error:
            form.add_error("value", str(error))
        else:
            messages.success(request, _("已修改，从下一次请求起生效。"))
            return redirect("cms_security:overview")
    return render(request, "cms/security/limit.html", {"form": form, "bounds": BY_CODE[code]})


@for_security_administrator
@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest, role: str) -> HttpResponse:
    """Ask a second factor of a role, or ask it no longer."""
    labels = dict(roles())
    if role not in labels:
        raise Http404
    rule = SecondFactorRule.objects.filter(role=role).first()
    said = {"required": rule.required, "source": rule.source, "certainty": rule.certainty} if rule else {}
    form = FactorForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"source": data["source"], "certainty": data["certainty"], "by": request.user.get_username()}
        set_factor_rule(role, data["required"], **given)
        messages.success(request, _("已修改，从下一次请求起生效。"))
        return redirect("cms_security:overview")
    return render(request, "cms/security/factor.html", {"form": form, "label": labels[role]})


@for_security_administrator
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """End the lock-out of an account or of an address."""
    username, address = request.POST.get("username", ""), request.POST.get("address", "")
    if username:
        get_object_or_404(get_user_model(), username=username)
    try:
        forgive(username=username, address=address, by=request.user.get_username())
    except NotGranted as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已解锁。"))
    return redirect("cms_security:overview")
