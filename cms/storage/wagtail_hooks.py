"""Where storage joins Wagtail's admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


@hooks.register("register_admin_urls")
def storage_urls() -> list[URLPattern | URLResolver]:
    """Mount the screen below the admin."""
    patterns = [path("", views.index, name="index"), path("measure/", views.measure, name="measure")]
    return [path("storage/", include((patterns, "cms_storage")))]


class StorageMenuItem(MenuItem):
    """The way to the screen, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to the system administrator and to superusers."""
        return views.may_see_storage(request)


@hooks.register("register_admin_menu_item")
def storage_menu_item() -> MenuItem:
    """Put the screen into the main menu."""
    return StorageMenuItem(
        _("存储与镜像"), reverse("cms_storage:index"), name="storage", icon_name="folder-open-1", order=920
    )


@hooks.register("insert_global_admin_css")
def storage_styles() -> SafeString:
    """Load this room's styles."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/storage/storage.css"))
