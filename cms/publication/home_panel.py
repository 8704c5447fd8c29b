"""The dashboard's panel: what did not become public, for those who can do something about it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from .listing import needing_help

SHOWN = 5


class PublicationPanel(Component):
    """没有发布成功: one's own documents and sites; and for the theme's keepers, that a template is broken."""

    name = "publication"
    template_name = "cms/publication/home_panel.html"
    order = 90

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the first failures; nothing is shown when there is none."""
        states, broken = needing_help(self.request.user)
        return {"states": states[:SHOWN], "count": len(states), "broken": broken}
