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

from cms.inbox.rights import keeps_rules

from .home_panel import PublicationPanel
from .rights import sites_watched, writes
from .screens import guard, publication


@hooks.register("register_admin_urls")
def publication_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens below the admin."""
    patterns = [
        path("", publication.publication, name="publication"),
        path("guard/", guard.rules, name="guard"),
        path("guard/<int:pk>/remove/", guard.remove, name="remove_guard_rule"),
        path("state/<slug:key>/", publication.state, name="state"),
    ]
    return [path("publication/", include((patterns, "cms_publication")))]


class PublicationMenuItem(MenuItem):
    """The way to the states, for those who write or look after a site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to editors and site administrators."""
        return writes(request.user) or bool(sites_watched(request.user))


class GuardMenuItem(MenuItem):
    """The way to the guard's rules."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to the security administrator."""
        return keeps_rules(request.user)


@hooks.register("register_admin_menu_item")
def publication_menu_item() -> MenuItem:
    """Put the states into the main menu."""
    url = reverse("cms_publication:publication")
    return PublicationMenuItem(_("发布情况"), url, name="publication", icon_name="site", order=52)


@hooks.register("register_settings_menu_item")
def guard_menu_item() -> MenuItem:
    """Put the guard's rules into the settings."""
    return GuardMenuItem(_("发布护栏"), reverse("cms_publication:guard"), name="guard", icon_name="warning", order=15)


@hooks.register("construct_homepage_panels")
def publication_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show what did not become public."""
    panels.append(PublicationPanel(request))


@hooks.register("insert_global_admin_css")
def publication_styles() -> SafeString:
    """Add the styles of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/publication/publication.css"))


@hooks.register("insert_global_admin_js")
def publication_script() -> SafeString:
    """Add the script that asks again while something is on its way."""
    return format_html('<script src="{}"></script>', static("cms/publication/publication.js"))
