"""The screen on which the security administrator says how long an emergency may last."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator

from .. import limits
from ..forms import LimitForm


@require_http_methods(["GET", "POST"])
def limit(request: HttpRequest) -> HttpResponse:
    """Show the limit and change it."""
    if not holds(request.user, Administrator.SECURITY):
        raise PermissionDenied
    held = limits.limit()
    initial = {"days": held.value, "source": held.source, "certainty": held.certainty}
    form = LimitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            limits.set_longest(
                said["days"], source=said["source"], certainty=said["certainty"], by=request.user.get_username()
            )
        except limits.BadLimit as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("已保存。"))
            return redirect("cms_emergency:listing")
    return render(request, "cms/emergency/declare.html", {"form": form, "title": _("应急发布的限度"), "is_limit": True})
