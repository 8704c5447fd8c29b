"""The alarm on the administrators' first screen."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from sites.store import plausible

from .latest import wrong


class AlarmPanel(Component):
    """What is not as it ought to be; nothing at all while everything is."""

    name = "verifying_alarm"
    template_name = "cms/verifying/alarm.html"
    order = 20

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the sites that differ, and the doubt about the clock."""
        return {"rows": wrong(), "doubt": plausible.doubt()}
