"""Moving through the stages: which one is next for exactly this content.

The chain goes by the content, not by Wagtail's order of tasks: a stage passed for exactly these bytes stays passed, a
changed draft begins at the first stage again, a stage that no rule demands is skipped.
"""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_approved, task_submitted, workflow_approved

from cms.pages.models.base import PublicPage
from sites.store.admit import Refused
from sites.store.models import Approval

from . import history
from .finish import complete
from .models import ReviewRequest, StageTask, StageTaskState
from .opening import open_round
from .queueing import note_decided, note_waiting
from .setup import ORDER
from .subject import Subject, subject_of


@transaction.atomic
def begin(task: StageTask, workflow_state: WorkflowState, user: Any) -> TaskState:
    """Answer Wagtail, which asks to begin ``task``: begin the stage that the content lacks, return its state.

    When it lacks none, ``task`` is skipped, and Wagtail ends the workflow.
    """
    page = workflow_state.content_object.specific
    request = _request_of(workflow_state, page)
    is_opening = workflow_state.current_task_state_id is None
    subject = (
        open_round(request, page.latest_revision, user) if is_opening else subject_of(request, page.latest_revision)
    )
    stages, lacking = _stages_of(subject), subject.lacking()
    skipped = _skip_others(stages, subject, lacking)
    return _start(stages[lacking[0]], subject, user) if lacking else skipped[task.pk]


def pass_stage(state: StageTaskState, subject: Subject, user: Any, approval: Approval) -> None:
    """Note that ``user`` gave ``approval`` at the stage of ``state``; go on to the next stage, or to the store."""
    state.digest, state.approval = subject.digest, approval
    state.status, state.comment = TaskState.STATUS_APPROVED, approval.note
    state.finished_at, state.finished_by = timezone.now(), user
    state.save()
    following = advance(subject, user)
    history.note_passed(state, following)
    task_approved.send(sender=type(state), instance=state, user=user)


def advance(subject: Subject, user: Any) -> TaskState | None:
    """Begin the next stage that the newest draft lacks and return its state; without one, let the store decide."""
    if subject.draft.latest_revision_id != subject.revision.pk:
        subject = subject_of(subject.request, subject.draft.latest_revision)
    workflow_state = subject.request.workflow_state
    stages, lacking = _stages_of(subject), subject.lacking()
    _skip_others(stages, subject, lacking)
    if lacking:
        state = _start(stages[lacking[0]], subject, user)
        _change(workflow_state, current_task_state=state)
        return state
    _change(workflow_state, status=WorkflowState.STATUS_APPROVED)
    note_decided(subject.draft)
    complete(subject, user)
    workflow_approved.send(sender=WorkflowState, instance=workflow_state, user=user)
    return None


def lacking_before(stage: str, subject: Subject) -> list[str]:
    """Return the demanded stages before ``stage`` that this content has not passed."""
    return [before for before in subject.lacking() if ORDER.index(before) < ORDER.index(stage)]


def _request_of(workflow_state: WorkflowState, page: Page) -> ReviewRequest:
    """Return the request; a workflow that Wagtail started by itself asks to publish."""
    if not isinstance(page, PublicPage):
        raise Refused(_("这类页面不能送审。"))
    request: ReviewRequest | None = getattr(workflow_state, "review_request", None)
    return request or ReviewRequest.objects.create(workflow_state=workflow_state, site=page.site)


def _stages_of(subject: Subject) -> dict[str, StageTask]:
    """Return every stage; ``is_done`` tells whether it was passed or skipped for this revision."""
    done = TaskState.objects.filter(
        workflow_state=subject.request.workflow_state,
        revision=subject.revision,
        status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED),
        task=OuterRef("pk"),
    )
    return {task.stage: task for task in StageTask.objects.annotate(is_done=Exists(done))}


def _start(task: StageTask, subject: Subject, user: Any) -> StageTaskState:
    state = StageTaskState(workflow_state=subject.request.workflow_state, task=task, revision=subject.revision)
    state.save()
    task_submitted.send(sender=StageTaskState, instance=state, user=user)
    note_waiting(state, subject)
    return state


def _skip_others(stages: dict[str, StageTask], subject: Subject, lacking: list[str]) -> dict[int, TaskState]:
    """Tell Wagtail which stages before the next one are done without having been begun for this revision."""
    skipped = {}
    for stage in ORDER[: ORDER.index(lacking[0])] if lacking else ORDER:
        task = stages[stage]
        if not task.is_done:
            skipped[task.pk] = TaskState(
                workflow_state=subject.request.workflow_state,
                task=task,
                revision=subject.revision,
                status=TaskState.STATUS_SKIPPED,
                comment=_("这一版内容已通过本环节。") if stage in subject.demanded else _("规则不要求这一环节。"),
                finished_at=timezone.now(),
            )
    TaskState.objects.bulk_create(skipped.values())
    return skipped


def _change(workflow_state: WorkflowState, **values: Any) -> None:
    """Write ``values``; Wagtail's own way of saving validates the whole row with a dozen queries each time."""
    WorkflowState.objects.filter(pk=workflow_state.pk).update(**values)
    for name, value in values.items():
        setattr(workflow_state, name, value)
