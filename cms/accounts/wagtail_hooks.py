"""Keeps each editor inside their own sites, and shows the registry to administrators."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.snippets.models import register_snippet

from . import people_views
from .chooser import visible
from .people import may_see
from .registry_viewsets import RegistryGroup


@hooks.register("construct_page_chooser_queryset")
def only_visible_pages(pages: Any, request: HttpRequest) -> Any:
    """Leave other sites' pages out of the page chooser."""
    return visible(request.user, pages)


@hooks.register("before_serve_document")
def only_own_documents(document: Any, request: HttpRequest) -> None:
    """Refuse the file of an attachment that the person may not choose."""
    if not document_policy.user_has_any_permission_for_instance(request.user, ["choose", "add", "change"], document):
        raise PermissionDenied


@hooks.register("register_admin_urls")
def people_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens 人员与角色."""
    acts = ("grant", "revoke", "enable", "disable", "reset_password", "unlock", "reset_factor")
    patterns = [
        path("", people_views.people, name="people"),
        path("new/", people_views.create, name="create"),
        path("<int:user_id>/", people_views.person, name="person"),
        *(path(f"<int:user_id>/{act}/", getattr(people_views, act), name=act) for act in acts),
    ]
    return [path("people/", include((patterns, "cms_people")))]


class PeopleMenuItem(MenuItem):
    """The way to 人员与角色, for those whom it concerns."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to the two administrators and to those who look after a site."""
        return may_see(request.user)


@hooks.register("register_admin_menu_item")
def people_menu_item() -> MenuItem:
    """Put it into the main menu."""
    return PeopleMenuItem(_("人员与角色"), reverse("cms_people:people"), name="people", icon_name="group", order=900)


@hooks.register("construct_settings_menu")
def without_closed_screens(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the ways to Wagtail's screens of users and groups, which are closed."""
    items[:] = [item for item in items if item.name not in ("users", "groups")]


@hooks.register("construct_reports_menu")
def without_the_report_over_all_sites(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the report of page types, which names the last edited page of any site and is closed."""
    items[:] = [item for item in items if item.name != "page-types-usage"]


register_snippet(RegistryGroup)
