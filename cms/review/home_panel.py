"""The dashboard's panel: what waits for me."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from cms.accounts.models import Role, SiteRole

from .waiting import waiting_for


class WaitingPanel(Component):
    """待我审核: only my turn, across my sites."""

    name = "waiting_for_me"
    template_name = "cms/review/home_panel.html"
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the items; somebody who reviews nowhere gets no panel."""
        is_reviewer = SiteRole.objects.filter(user=self.request.user.pk).exclude(role=Role.EDITOR).exists()
        return {"is_reviewer": is_reviewer, "items": waiting_for(self.request.user) if is_reviewer else []}
