"""Where the review chain joins Wagtail's admin."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.accounts.models import Role, SiteRole
from cms.inbox.delegation import in_force, today
from cms.inbox.screens.inbox import inbox
from cms.pages.models import SitePage

from . import asking, guards, views
from .home_panel import WaitingPanel
from .menu import rebuild
from .withdrawal.views import withdraw

REPLACED_PANELS = {"workflow_objects_to_moderate"}


@hooks.register("construct_page_action_menu", order=1000)
def our_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer what leads somewhere; a site's container can be neither written nor submitted."""
    if isinstance(context.get("page"), SitePage):
        items.clear()
    else:
        rebuild(items, request, context)


hooks.register("before_publish_page", guards.answer_publish)
hooks.register("before_unpublish_page", guards.answer_unpublish)
hooks.register("before_delete_page", guards.answer_removal)
hooks.register("before_copy_page", guards.answer_copy)


@hooks.register("before_move_page")
def before_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move what is public to another place."""
    return guards.answer_move(request, page)


@hooks.register("before_bulk_action")
def before_bulk(request: HttpRequest, action: str, objects: Iterable[Any], action_class: Any) -> HttpResponse | None:
    """Answer bulk actions on pages."""
    if Page not in action_class.models or not objects:
        return None
    return guards.answer_bulk(request, action, objects)


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    """Mount the review screens below the admin."""
    patterns = [
        path("", inbox, name="waiting"),
        path("<int:page_id>/", views.review, name="review"),
        path("<int:page_id>/preview/", views.preview, name="preview"),
        path("<int:page_id>/shown/<int:approval_id>/", views.shown, name="shown"),
        path("<int:page_id>/withdraw/", withdraw, name="withdraw"),
        path("<int:page_id>/move/", asking.move, name="move"),
        path("<int:page_id>/versions/", asking.old_versions, name="versions"),
        path("<int:page_id>/versions/<slug:digest>/", asking.restore, name="restore"),
        path("<int:page_id>/versions/<slug:digest>/preview/", asking.restored, name="restored"),
        path("<int:page_id>/schedule/cancel/", asking.cancel_schedule, name="cancel_schedule"),
    ]
    return [path("review/", include((patterns, "cms_review")))]


@hooks.register("construct_homepage_panels")
def waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits for me in place of Wagtail's list, whose links lead into the editor."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in REPLACED_PANELS]
    panels.append(WaitingPanel(request))


class ReviewMenuItem(MenuItem):
    """The way to the list, for those who review somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to reviewers, to those who stand in for one, and to those who watch over deadlines."""
        user = request.user
        roles = SiteRole.objects.filter(user=user.pk).exclude(role=Role.EDITOR)
        return roles.exists() or in_force(today()).filter(to_user=user.pk).exists()


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    """Put the list into the main menu."""
    return ReviewMenuItem(_("待我审核"), reverse("cms_review:waiting"), name="review", icon_name="tasks", order=50)


@hooks.register("insert_global_admin_css")
def review_styles() -> SafeString:
    """Add the styles of the review screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/review/review.css"))
