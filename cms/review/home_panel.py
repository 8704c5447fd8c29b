"""The dashboard's panel: what waits for me."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from cms.inbox.delegation import stages_of
from cms.inbox.entries import entries
from cms.inbox.waiting import overseen_by, waiting_for

SHOWN = 10
"""How many items the dashboard shows; the inbox has them all."""


class WaitingPanel(Component):
    """待我审核: only my turn, across my sites; and how much is overdue that I watch over."""

    name = "waiting_for_me"
    template_name = "cms/review/home_panel.html"
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the most urgent items and the counts; somebody who reviews nowhere gets no panel."""
        user: Any = self.request.user
        rights = stages_of(user)
        mine = waiting_for(user, rights)
        shown = list(mine[: SHOWN + 1]) if rights else []
        return {
            "is_reviewer": bool(rights),
            "entries": entries(shown[:SHOWN], rights=rights),
            "count": len(shown) if len(shown) <= SHOWN else mine.count(),
            "overseen": overseen_by(user).count(),
        }
