"""Where this room joins Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import screens
from .home_panel import AlarmPanel
from .rights import may_verify


@hooks.register("register_admin_urls")
def verifying_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens below the admin."""
    patterns = [
        path("", screens.checks, name="checks"),
        path("now/", screens.check_now, name="check_now"),
        path("clock/", screens.clock_state, name="clock"),
        path("clock/confirm/", screens.confirm_clock, name="confirm_clock"),
        path("<int:pk>/", screens.check, name="check"),
    ]
    return [path("verifying/", include((patterns, "cms_verifying")))]


class VerifyingMenuItem(MenuItem):
    """The way to 构建核对."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever looks after the builds."""
        return may_verify(request.user)


@hooks.register("register_settings_menu_item")
def verifying_menu_item() -> MenuItem:
    """Put it into the settings."""
    return VerifyingMenuItem(
        _("构建核对"), reverse("cms_verifying:checks"), name="verifying", icon_name="check", order=90
    )


@hooks.register("construct_homepage_panels")
def alarm_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the alarm to whoever looks after the builds."""
    if may_verify(request.user):
        panels.append(AlarmPanel())


@hooks.register("insert_global_admin_css")
def verifying_styles() -> SafeString:
    """Add the styles of this room's screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/verifying/verifying.css"))
