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
from .rights import scope_of


@hooks.register("register_admin_urls")
def tampering_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens below the admin."""
    patterns = [path("", screens.overview, name="overview"), path("findings/", screens.findings, name="findings")]
    return [path("tampering/", include((patterns, "cms_tampering")))]


class TamperingMenuItem(MenuItem):
    """The way to 网页防篡改."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever may see any finding."""
        return bool(scope_of(request.user))


@hooks.register("register_settings_menu_item")
def tampering_menu_item() -> MenuItem:
    """Put it into the settings."""
    return TamperingMenuItem(
        _("网页防篡改"), reverse("cms_tampering:overview"), name="tampering", icon_name="lock", order=91
    )


@hooks.register("construct_homepage_panels")
def alarm_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the alarm to whoever may see any finding."""
    scope = scope_of(request.user)
    if scope:
        panels.append(AlarmPanel(scope))


@hooks.register("insert_global_admin_css")
def tampering_styles() -> SafeString:
    """Add the styles of this room's screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/tampering/tampering.css"))
