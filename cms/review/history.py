"""Wagtail's history of a page: the lines that Wagtail itself would write about a review."""

from typing import Any

from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from cms.pages.models.base import PublicPage


def note_started(page: PublicPage, state: WorkflowState, user: Any) -> None:
    """Note that a review of ``page`` began."""
    following = state.current_task_state
    data = {"workflow": {**_about(state), "status": state.status, "next": _task(following)}}
    log(instance=page, action="wagtail.workflow.start", user=user, data=data, revision=page.latest_revision)


def note_passed(state: TaskState, following: TaskState | None) -> None:
    """Note that a stage was passed; ``following`` is the state of the stage after it."""
    workflow = {**_about(state.workflow_state), "status": state.status, "next": _task(following)}
    workflow |= {"task_state_id": state.pk, "task": _task(state)}
    log(
        instance=state.revision.content_object,
        action="wagtail.workflow.approve",
        user=state.finished_by,
        data={"workflow": workflow, "comment": state.comment},
        revision=state.revision,
        timestamp=state.finished_at,
    )


def _about(state: WorkflowState) -> dict[str, Any]:
    return {"id": state.workflow_id, "title": state.workflow.name}


def _task(state: TaskState | None) -> dict[str, Any] | None:
    return {"id": state.task_id, "title": state.task.name} if state else None
