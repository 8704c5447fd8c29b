"""Turns a refusal that came through any of Wagtail's doors into a message."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sites.store.admit import Refused
from sites.store.approvals import NotApproved


class ExplainRefusals:
    """Says why the store or the review chain refused, instead of failing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return to the admin's home with the reason as a message."""
        if not isinstance(exception, NotApproved | Refused):
            return None
        messages.error(request, str(exception))
        return redirect("wagtailadmin_home")
