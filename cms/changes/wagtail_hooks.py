"""Where this room joins Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from cms.accounts.models import Role, SiteRole
from sites.registry.models import Organisation, Site, StandardColumn

from .screens import overview, redirecting, reviewing, things, vocabulary


@hooks.register("register_admin_urls")
def changes_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens below the admin."""
    patterns = [
        path("", overview.overview, name="overview"),
        path("request/<int:pk>/", reviewing.review, name="request"),
        path("redirects/<slug:site>/", redirecting.listing, name="redirects"),
        path("redirects/<slug:site>/add/", redirecting.add, name="add_redirect"),
        path("shared/<slug:kind>/", vocabulary.listing, name="vocabulary"),
        path("shared/<slug:kind>/add/", vocabulary.add, name="add"),
        path("<slug:kind>/<str:key>/", things.show, name="thing"),
        path("<slug:kind>/<str:key>/change/", things.change, name="change"),
        path("<slug:kind>/<str:key>/remove/", things.remove, name="remove"),
        path("<slug:kind>/<str:key>/restore/<int:state>/", things.restore, name="restore"),
    ]
    return [path("changes/", include((patterns, "cms_changes")))]


class ChangesMenuItem(MenuItem):
    """The way to the settings, for those who look after a site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to site administrators; reviewers come by their inbox."""
        return SiteRole.objects.filter(user=request.user.pk, role=Role.SITE_ADMIN).exists()


@hooks.register("register_admin_menu_item")
def changes_menu_item() -> MenuItem:
    """Put the settings into the main menu."""
    return ChangesMenuItem(_("站点设置"), reverse("cms_changes:overview"), name="changes", icon_name="cog", order=60)


@hooks.register("register_snippet_listing_buttons")
def change_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Lead from the registry's read-only list to what is settled of a row."""
    kinds = {Site: ("site", "key"), Organisation: ("organisation", "code"), StandardColumn: ("standard_column", "code")}
    if type(snippet) in kinds:
        kind, field = kinds[type(snippet)]
        url = reverse("cms_changes:thing", args=[kind, getattr(snippet, field)])
        yield Button(_("公开内容与变更"), url, priority=10, icon_name="cog")


@hooks.register("insert_global_admin_css")
def changes_styles() -> SafeString:
    """Add the styles of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/changes/changes.css"))
