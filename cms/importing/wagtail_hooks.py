"""Where imports join Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


@hooks.register("register_admin_urls")
def importing_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens below the admin."""
    patterns = [path("", views.batch_list, name="list"), path("<int:pk>/", views.batch_detail, name="batch")]
    return [path("imports/", include((patterns, "cms_importing")))]


class ImportMenuItem(MenuItem):
    """The way to the batches, for those who may see one."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it when there is a batch to see."""
        return views.batches_for(request.user).exists()


@hooks.register("register_admin_menu_item")
def importing_menu_item() -> MenuItem:
    """Put the list into the main menu."""
    return ImportMenuItem(_("导入批次"), reverse("cms_importing:list"), name="imports", icon_name="download", order=60)
