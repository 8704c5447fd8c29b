"""The page chooser, kept to the pages that the person may see."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

_browse = BrowseView.as_view()


@require_admin_access
def choose_below(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """Browse below a page; Wagtail itself would show any page's title and address here."""
    if not visible(request.user, Page.objects.filter(pk=parent_page_id)).exists():
        raise Http404
    response: HttpResponse = _browse(request, parent_page_id)
    return response


def visible(user: Any, pages: Any) -> Any:
    """Return those of ``pages`` that ``user`` may see in the tree."""
    if user.is_superuser:
        return pages
    allowed = page_permission_policy.explorable_instances(user).order_by()
    return pages.filter(pk__in=allowed.values_list("pk", flat=True))
