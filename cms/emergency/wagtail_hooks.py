"""Where the emergency way joins Wagtail's admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator

from .rights import has_part
from .views.declaring import document, notice
from .views.limit import limit
from .views.listing import listing
from .views.record import preview, record


@hooks.register("register_admin_urls")
def emergency_urls() -> list[URLPattern | URLResolver]:
    """Mount the emergency screens below the admin."""
    patterns = [
        path("", listing, name="listing"),
        path("notice/", notice, name="notice"),
        path("document/", document, name="document"),
        path("limit/", limit, name="limit"),
        path("<slug:uid>/", record, name="record"),
        path("<slug:uid>/preview/<slug:site>/<slug:language>/", preview, name="preview"),
    ]
    return [path("emergency/", include((patterns, "cms_emergency")))]


class EmergencyMenuItem(MenuItem):
    """The way to the list, for whoever may take part."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to people with a role at a site, and to the security administrator, who keeps the limit."""
        return has_part(request.user) or holds(request.user, Administrator.SECURITY)


@hooks.register("register_admin_menu_item")
def emergency_menu_item() -> MenuItem:
    """Put the list into the main menu."""
    return EmergencyMenuItem(
        _("应急发布"), reverse("cms_emergency:listing"), name="emergency", icon_name="warning", order=60
    )


@hooks.register("insert_global_admin_css")
def emergency_styles() -> SafeString:
    """Add the styles of the emergency screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/emergency/emergency.css"))
