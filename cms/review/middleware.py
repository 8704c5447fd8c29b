"""Turns a refusal that came through any of Wagtail's doors into a message."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sites.store.admit import Refused
from sites.store.approvals import NotApproved

IN_USE = _("还有内容在使用所选的对象，不能删除。公开网站没有任何变化。")


class ExplainRefusals:
    """Says why the store, the review chain or the database refused, instead of failing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return to the admin's home with the reason as a message."""
        if not isinstance(exception, NotApproved | Refused | ProtectedError):
            return None
        messages.error(request, str(IN_USE if isinstance(exception, ProtectedError) else exception))
        return redirect("wagtailadmin_home")
