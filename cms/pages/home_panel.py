"""The dashboard's panel that leads editors to their columns."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from .listing import in_language_order
from .models import HomePage, SitePage


class SitesPanel(Component):
    """我的站点: the sites where the person may write, each with its editions."""

    name = "my_sites"
    template_name = "cms/pages/sites_panel.html"
    order = 150

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the sites in the tree's order; administrators, who may write everywhere, get none."""
        if self.request.user.is_superuser:
            return {"sites": []}
        pages = page_permission_policy.instances_user_has_permission_for(self.request.user, "add")
        sites = list(SitePage.objects.filter(pk__in=pages.values_list("pk", flat=True)).order_by("path"))
        for site in sites:
            site.homes = in_language_order(HomePage.objects.child_of(site).select_related("locale"))
        return {"sites": sites}
