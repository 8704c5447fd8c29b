"""The alarm on the first screen."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from wagtail.admin.ui.components import Component

from .machines import machines
from .rights import Scope

MOST = 1000
"""Beyond this no finding is counted."""


class AlarmPanel(Component):
    """What was found within a day, and where the watch has stopped; nothing at all while all is well."""

    name = "tampering_alarm"
    template_name = "cms/tampering/alarm.html"
    order = 21

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return each machine of which there is something to say, with the number of findings.

        Who looks after a site is told what concerns that site; that a watch stopped is for the system administrator.
        """
        rows = []
        for machine in machines():
            count = sum(1 for _report in islice(machine.recent(self._scope), MOST))
            is_down = self._scope.is_all and machine.is_problem
            if count or is_down:
                rows.append({"machine": machine, "count": count, "is_down": is_down})
        return {"rows": rows, "is_all": self._scope.is_all, "most": MOST}
