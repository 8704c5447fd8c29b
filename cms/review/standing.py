"""Where a page stands in the review chain, for its editor."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from cms.pages.models.base import PublicPage

from .case import name_of


@dataclass(frozen=True)
class Standing:
    """``state`` is ``waiting`` (at ``stage``), ``returned`` (by ``person``, with ``note``) or empty."""

    state: str = ""
    stage: str = ""
    person: str = ""
    note: str = ""
    url: str = ""
    is_withdrawal: bool = False


def standing_of(page: PublicPage) -> Standing:
    """Return how far the newest submission of ``page`` has come; nothing once it is decided or taken back."""
    state = page.workflow_states.filter(review_request__isnull=False).order_by("-id").first()
    if state is None:
        return Standing()
    url = reverse("cms_review:review", args=[page.pk])
    is_withdrawal = state.review_request.is_withdrawal
    if state.status == WorkflowState.STATUS_IN_PROGRESS and state.current_task_state:
        return Standing("waiting", state.current_task_state.task.name, url=url, is_withdrawal=is_withdrawal)
    returned = state.task_states.filter(status=TaskState.STATUS_REJECTED).order_by("-finished_at").first()
    open_again = state.status == WorkflowState.STATUS_NEEDS_CHANGES or is_withdrawal
    if returned is None or not open_again or state.status == WorkflowState.STATUS_APPROVED:
        return Standing()
    return Standing("returned", returned.task.name, name_of(returned.finished_by), returned.comment, url, is_withdrawal)
