"""What every request passes: it says from where it comes, and its log-in must be whole."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sites.store import audit

from . import second_factor, sessions
from .origin import client_address
from .signals import HAS_DEVICE, MUST_CHANGE

Answer = Callable[[HttpRequest], HttpResponse]

ALWAYS = ("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")
"""Addresses that answer however far a log-in has come: they show nothing of anybody's."""

ENROLLING = ("cms_login:enrol", "cms_login:qr_code", "cms_login:verify")


class Origin:
    """Lets every audit entry say from which address the request came."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        with audit.acting(origin=client_address(request)):
            return self.get_response(request)


class Gate:
    """Ends log-ins that have lasted too long; asks for a new password and for the second factor before all else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or say what has to be done first."""
        if not request.user.is_authenticated or _is(request, ALWAYS):
            return self.get_response(request)
        if not sessions.is_open(request):
            logout(request)
            messages.warning(request, _("登录已到时限，或在别处登录过多，请重新登录。"))
            return _lead(request, "wagtailadmin_login")
        first = _first_of_all(request)
        return self.get_response(request) if not first or _is(request, first) else _lead(request, first[0])


def _first_of_all(request: HttpRequest) -> tuple[str, ...]:
    """Return the addresses to which this log-in leads and is confined; none when it is whole.

    The second factor comes before the password: whoever knows an expired password alone must not choose a new one.
    """
    is_verified = second_factor.is_verified(request)
    if request.session.get(HAS_DEVICE) and not is_verified:
        return ("cms_login:verify",)
    if request.session.get(MUST_CHANGE):
        return ("cms_login:password",)
    if not is_verified and second_factor.is_required(request.user):
        return ENROLLING
    return ()


def _is(request: HttpRequest, names: tuple[str, ...]) -> bool:
    return request.path in {reverse(name) for name in names}


def _lead(request: HttpRequest, name: str) -> HttpResponse:
    """Lead a person to ``name``; tell a script that it may not."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or request.path.startswith("/admin/api/"):
        return HttpResponseForbidden()
    return redirect(name)
