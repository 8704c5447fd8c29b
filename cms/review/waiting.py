"""What waits for whom."""

from typing import Any

from django.db.models import Q
from wagtail.models import TaskState

from cms.accounts.models import Role, SiteRole

from .turn import refusal

LIMIT = 100
"""How many items a list shows; whoever has more works from the top."""


def waiting_for(user: Any) -> list[TaskState]:
    """Return the stages that ``user`` may decide on now, across all sites, longest waiting first."""
    if not user.is_active or user.is_superuser:
        return []
    mine = Q(pk__in=[])
    for site, role in SiteRole.objects.filter(user=user).exclude(role=Role.EDITOR).values_list("site_id", "role"):
        mine |= Q(task__stagetask__stage=role, workflow_state__review_request__site=site)
    states = TaskState.objects.filter(mine, status=TaskState.STATUS_IN_PROGRESS, workflow_state__status="in_progress")
    states = states.select_related("task__stagetask", "revision", "workflow_state__review_request__site")
    return [state for state in states.order_by("started_at")[:LIMIT] if not refusal(state, user)]
