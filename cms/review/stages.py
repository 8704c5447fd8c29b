"""Beginning a stage: which one is next for exactly this content."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Task, TaskState, WorkflowState

from sites.store.approvals import required_stages

from .models import ReviewRequest, StageTask
from .opening import open_round
from .setup import ORDER
from .subject import Subject, subject_of


@transaction.atomic
def begin(task: StageTask, workflow_state: WorkflowState, user: Any) -> TaskState:
    """Begin ``task``, or an earlier stage that the content lacks; return the state of the stage begun.

    Wagtail asks for the task that returned the draft; the chain goes by the content instead: a stage
    passed for exactly these bytes stays passed, and a changed draft begins at the first stage again. Stages that no
    rule demands are skipped.
    """
    if workflow_state.current_task_state_id is None:
        open_round(workflow_state, user)
    request = ReviewRequest.objects.get(workflow_state=workflow_state)
    page = workflow_state.content_object
    demanded = required_stages(request.site, page.specific_class.kind)
    if task.stage not in demanded:
        return _skip(task, workflow_state, _("规则不要求这一环节。"))
    subject = subject_of(request, page.get_latest_revision())
    for stage in ORDER[: ORDER.index(task.stage)]:
        if stage in demanded and subject.approval(stage) is None:
            return _start(StageTask.objects.get(stage=stage), workflow_state, user)
    if subject.approval(task.stage) is not None:
        return _skip(task, workflow_state, _("这一版内容已通过本环节。"))
    return _start(task, workflow_state, user)


def lacking_before(stage: str, subject: Subject) -> list[str]:
    """Return the demanded stages before ``stage`` that this content has not passed."""
    demanded = subject.demanded()
    earlier = [str(before) for before in ORDER[: ORDER.index(stage)] if before in demanded]
    return [before for before in earlier if subject.approval(before) is None]


def _start(task: StageTask, workflow_state: WorkflowState, user: Any) -> TaskState:
    return Task.start(task, workflow_state, user=user)


def _skip(task: StageTask, workflow_state: WorkflowState, comment: str) -> TaskState:
    state = task.get_task_state_class()(
        workflow_state=workflow_state,
        task=task,
        revision=workflow_state.content_object.get_latest_revision(),
        status=TaskState.STATUS_SKIPPED,
        comment=comment,
        finished_at=timezone.now(),
    )
    state.save()
    return state
