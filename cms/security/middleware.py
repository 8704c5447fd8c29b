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

CHANGING = ("cms_login:password",)
PROVING = ("cms_login:verify", "cms_login:enrol", "cms_login:qr_code")


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
        if request.session.get(MUST_CHANGE):
            return self.get_response(request) if _is(request, CHANGING) else _lead(request, CHANGING[0])
        if not second_factor.is_verified(request) and not _is(request, PROVING):
            if request.session.get(HAS_DEVICE):
                return _lead(request, "cms_login:verify")
            if second_factor.is_required(request.user):
                return _lead(request, "cms_login:enrol")
        return self.get_response(request)


def _is(request: HttpRequest, names: tuple[str, ...]) -> bool:
    return request.path in {reverse(name) for name in names}


def _lead(request: HttpRequest, name: str) -> HttpResponse:
    """Lead a person to ``name``; tell a script that it may not."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or request.path.startswith("/admin/api/"):
        return HttpResponseForbidden()
    return redirect(name)
