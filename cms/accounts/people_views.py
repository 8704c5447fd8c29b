"""The screens 人员与角色: who there is, what they may do, and the acts of the two administrators on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.security.lockout import is_locked
from cms.security.reset_second_factor import reset_second_factor
from cms.security.second_factor import device_of
from cms.security.unlock import unlock as unlock_account
from sites.registry.models import Site

from .cluster import role_of
from .create_account import create_account
from .deciding import NotGranted
from .disable import disable as disable_account
from .enable import enable as enable_account
from .grant import grant as grant_role
from .models import Administrator, Role
from .people import may_see, people_for
from .people_forms import AccountForm, RoleForm
from .reset_password import reset_password as make_password
from .revoke import revoke as revoke_role

PER_PAGE = 50


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List the people whom the person may see."""
    if not may_see(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()
    page = Paginator(people_for(request.user, words), PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "words": words, "is_system": role_of(request.user) == Administrator.SYSTEM}
    return render(request, "cms/accounts/people.html", context)


@require_GET
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show one person, with what the administrator who looks may do."""
    return _shown(request, _person(request, user_id))


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make an account, and show its first password once."""
    _demand(request, Administrator.SYSTEM)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made, password = create_account(data["username"], data["full_name"], by=request.user.get_username())
        except NotGranted as error:
            form.add_error("username", str(error))
        else:
            return _secret(request, made, password=password)
    return render(request, "cms/accounts/create.html", {"form": form})


@require_POST
def grant(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a role at a site."""
    _demand(request, Administrator.SECURITY)
    form = RoleForm(request.POST)
    held = _person(request, user_id)
    if not form.is_valid():
        return _shown(request, held, form)
    site, role = form.cleaned_data["site"], form.cleaned_data["role"]
    done = _("已授予：%(role)s。") % {"role": Role(role).label}
    return _act(request, held, done, lambda by: grant_role(held, site, role, by=by))


@require_POST
def revoke(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take a role back."""
    _demand(request, Administrator.SECURITY)
    held = _person(request, user_id)
    site, role = get_object_or_404(Site, pk=request.POST.get("site")), request.POST.get("role", "")
    return _act(request, held, _("已收回。"), lambda by: revoke_role(held, site, role, by=by))


@require_POST
def disable(request: HttpRequest, user_id: int) -> HttpResponse:
    """Close an account."""
    _demand(request, Administrator.SYSTEM)
    held = _person(request, user_id)
    return _act(request, held, _("账号已停用。"), lambda by: disable_account(held, by=by))


@never_cache
@require_POST
def enable(request: HttpRequest, user_id: int) -> HttpResponse:
    """Open an account, and show the code of its first password once."""
    _demand(request, Administrator.SECURITY)
    held = _person(request, user_id)
    try:
        code = enable_account(held, by=request.user.get_username())
    except NotGranted as error:
        messages.error(request, str(error))
        return redirect("cms_people:person", held.pk)
    if code:
        return _secret(request, held, code=code)
    messages.success(request, _("账号已启用。"))
    return redirect("cms_people:person", held.pk)


@never_cache
@require_POST
def reset_password(request: HttpRequest, user_id: int) -> HttpResponse:
    """Make a new first password, and show it once."""
    _demand(request, Administrator.SYSTEM)
    held = _person(request, user_id)
    try:
        password = make_password(held, by=request.user.get_username())
    except NotGranted as error:
        messages.error(request, str(error))
        return redirect("cms_people:person", held.pk)
    return _secret(request, held, password=password)


@require_POST
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    """End a lock-out."""
    _demand(request, Administrator.SECURITY)
    held = _person(request, user_id)
    return _act(request, held, _("已解锁。"), lambda by: unlock_account(username=held.get_username(), by=by))


@require_POST
def reset_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take the second factor away."""
    _demand(request, Administrator.SECURITY)
    held = _person(request, user_id)
    return _act(request, held, _("手机验证码已重置。"), lambda by: reset_second_factor(held, by=by))


def _demand(request: HttpRequest, role: str) -> None:
    if role_of(request.user) != role:
        raise PermissionDenied


def _person(request: HttpRequest, user_id: int) -> Any:
    if not may_see(request.user):
        raise PermissionDenied
    return get_object_or_404(people_for(request.user), pk=user_id)


def _act(request: HttpRequest, held: Any, done: str, act: Callable[[str], Any]) -> HttpResponse:
    try:
        act(request.user.get_username())
    except NotGranted as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("cms_people:person", held.pk)


def _shown(request: HttpRequest, held: Any, form: RoleForm | None = None) -> HttpResponse:
    office = role_of(request.user)
    is_ordinary = not held.is_superuser and not hasattr(held, "cluster_role")
    context = {
        "person": held,
        "is_system": office == Administrator.SYSTEM and is_ordinary,
        "is_security": office == Administrator.SECURITY and held.pk != request.user.pk,
        "is_ordinary": is_ordinary,
        "is_locked": is_locked(username=held.get_username()),
        "has_device": device_of(held) is not None,
        "waits_for_code": hasattr(held, "password_state") and held.password_state.needs_code,
        "form": form or RoleForm(),
    }
    return render(request, "cms/accounts/person.html", context)


def _secret(request: HttpRequest, held: Any, *, password: str = "", code: str = "") -> HttpResponse:
    return render(request, "cms/accounts/secret.html", {"person": held, "password": password, "code": code})
