"""The screens of one's own log-in: password, second factor, backup codes, where one is logged in."""

import io

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp import login as keep_verified

from . import second_factor, sessions
from .backup_codes import make_backup_codes
from .change_password import change_password
from .enrol import enrol as enrol_device
from .models import BackupCode, OpenSession
from .own_forms import NewPasswordForm, TokenForm
from .second_factor import is_verified
from .signals import HAS_DEVICE, MUST_CHANGE
from .verify import verify as verify_token

HOME = "wagtailadmin_home"
own = login_required(login_url="wagtailadmin_login", redirect_field_name="next")


@never_cache
@own
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the state of one's own log-in."""
    user = request.user
    context = {
        "device": second_factor.device_of(user),
        "required": second_factor.is_required(user),
        "codes": BackupCode.objects.filter(device__user=user.pk).count(),
        "sessions": OpenSession.objects.filter(user=user.pk),
        "current": request.session.get(sessions.TOKEN),
    }
    return render(request, "cms/security/overview.html", context)


@never_cache
@own
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Take a new password; whoever has to change theirs gets no further before."""
    form = NewPasswordForm(request.user, request.POST or None)
    forced = bool(request.session.get(MUST_CHANGE))
    if request.method == "POST" and form.is_valid():
        change_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, form.user)
        request.session[MUST_CHANGE] = False
        messages.success(request, _("密码已修改。"))
        return redirect(HOME if request.user.has_perm("wagtailadmin.access_admin") else "cms_login:overview")
    return render(request, "cms/security/password.html", {"form": form, "forced": forced})


@never_cache
@own
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the telephone, or a backup code."""
    if second_factor.device_of(request.user) is None:
        return redirect("cms_login:enrol")
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = verify_token(request.user, form.cleaned_data["token"])
        if device is not None:
            keep_verified(request, device)
            return redirect(HOME)
        form.add_error("token", _("验证码不对，或输得太快。请稍等片刻，输入手机上新的六位数字。"))
    return render(request, "cms/security/verify.html", {"form": form})


@never_cache
@own
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the picture to scan, and take the first code."""
    if second_factor.device_of(request.user) is not None:
        return redirect("cms_login:verify")
    device = second_factor.unconfirmed_device(request.user)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = enrol_device(request.user, form.cleaned_data["token"])
        if confirmed is not None:
            keep_verified(request, confirmed)
            request.session[HAS_DEVICE] = True
            return render(request, "cms/security/backup_codes.html", {"codes": make_backup_codes(request.user)})
        form.add_error("token", _("验证码不对。请核对手机的时间是否准确，稍等片刻再输入新的六位数字。"))
    context = {"form": form, "secret": second_factor.secret_of(device)}
    context["required"] = second_factor.is_required(request.user)
    return render(request, "cms/security/enrol.html", context)


@never_cache
@own
@require_GET
def qr_code(request: HttpRequest) -> HttpResponse:
    """Return the picture of the device that is being enrolled."""
    if second_factor.device_of(request.user) is not None:
        raise Http404
    picture = io.BytesIO()
    address = second_factor.unconfirmed_device(request.user).config_url
    segno.make(address, error="m").save(picture, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@never_cache
@own
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Make a new sheet of backup codes, and show it once."""
    if not is_verified(request):
        return redirect("cms_login:verify")
    return render(request, "cms/security/backup_codes.html", {"codes": make_backup_codes(request.user)})


@never_cache
@own
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every log-in of one's own but this one."""
    sessions.end_others(request)
    messages.success(request, _("其他各处的登录已结束。"))
    return redirect("cms_login:overview")
