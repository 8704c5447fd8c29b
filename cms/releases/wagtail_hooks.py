"""Where this room joins Wagtail's admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .rights import sites_seen
from .screens import back, listing, looking, release


@hooks.register("register_admin_urls")
def releases_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens below the admin."""
    one = "<slug:site>/<str:commit>/"
    patterns = [
        path("", listing.overview, name="overview"),
        path("requests/<int:pk>/", back.review, name="request"),
        path("<slug:site>/", listing.timeline, name="timeline"),
        path("<slug:site>/day/", listing.day, name="day"),
        path(one, release.release, name="release"),
        path(f"{one}page/<path:path>", release.page, name="page"),
        path(f"{one}picture/<path:path>", release.picture, name="picture"),
        path(f"{one}outside/", looking.outside, name="outside"),
        path(f"{one}archive/", looking.archive, name="archive"),
        path(f"{one}back/", back.propose, name="back"),
        path(f"{one}look/", looking.look, name="look"),
        path(f"{one}look/<path:path>", looking.look, name="look"),
        path(f"{one}at/", looking.at, name="at"),
        path(f"{one}at/<path:path>", looking.at, name="at"),
    ]
    return [path("releases/", include((patterns, "cms_releases")))]


class ReleasesMenuItem(MenuItem):
    """The way to the releases, for those who may see them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it where there is a site to look at."""
        return bool(sites_seen(request.user))


@hooks.register("register_admin_menu_item")
def releases_menu_item() -> MenuItem:
    """Put the releases into the main menu."""
    return ReleasesMenuItem(
        _("发布版本"), reverse("cms_releases:overview"), name="releases", icon_name="history", order=65
    )


@hooks.register("insert_global_admin_css")
def releases_styles() -> SafeString:
    """Add the styles of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/releases/releases.css"))
