"""What people do in the review chain: submit, pass, return, ask for a withdrawal.

Buttons, tests and the sample all come through here. Each is one transaction; each refusal is a
``NotApproved`` or ``Refused`` with a sentence for the person who asked, and leaves everything as it was.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import workflow_submitted

from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from cms.pages.status import document_of
from sites.store import approvals, audit, secrecy, versions
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from . import history
from .models import ReviewRequest, StageTaskState
from .opening import demand_editor, open_round
from .setup import the_workflow
from .stages import advance, lacking_before, pass_stage
from .subject import subject_of
from .turn import refusal, refusal_by_role, refusal_of_author


@transaction.atomic
def submit(page: PublicPage, user: Any) -> WorkflowState:
    """Submit the newest draft of ``page`` for publication (送审); return the workflow's state."""
    page = _prepared(page, user)
    state = current_state(page)
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return state
    if state is not None:
        raise Refused(_("稿件已在审签中。"))
    return _start(page, user)


@transaction.atomic
def request_withdrawal(page: PublicPage, user: Any, reason: str) -> WorkflowState:
    """Ask for the public document of ``page`` to be taken back, for ``reason`` (申请撤稿)."""
    demand_editor(user, page.site)
    reason = reason.strip()
    document = document_of(page)
    if document is None or not document.is_public:
        raise Refused(_("没有已公开的内容可撤。"))
    if not reason:
        raise Refused(_("请写明撤稿理由。"))
    page = _prepared(page, user)
    state = current_state(page)
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.cancel(user=user)
    elif state is not None:
        raise Refused(_("稿件已在审签中，请先撤回送审。"))
    return _start(page, user, Approval.Action.WITHDRAW, reason)


@transaction.atomic
def approve(
    page: PublicPage,
    user: Any,
    note: str = "",
    *,
    digest: str = "",
    task_state: TaskState | None = None,
    form: Mapping[str, Any] | None = None,
) -> None:
    """Pass the stage that ``page`` waits at (通过); after the last one the store is asked to let it in.

    ``digest``, when given, is what the person was shown: other content is refused. ``form`` is the secrecy form as
    ``secrecy.filled`` returns it, where the stage must carry it.
    """
    state = _locked(task_state or waiting_at(page))
    request = state.workflow_state.review_request
    _refuse_for(refusal_by_role(state, request, user))
    subject = subject_of(request, state.revision)
    _refuse_for(refusal_of_author(subject.authors, user))
    if digest and digest != subject.digest:
        raise NotApproved(_("内容在您打开之后有改动，请重新查看后再办理。"))
    stage = state.task.stagetask.stage
    lacking = lacking_before(stage, subject)
    if lacking:
        labels = "、".join(str(Approval.Stage(name).label) for name in lacking)
        raise NotApproved(_("内容在“%(stages)s”之后有改动，请退回，由编辑重新送审。") % {"stages": labels})
    if secrecy.is_due(subject.action, stage, subject.demanded) and not secrecy.is_complete(form or {}):
        raise NotApproved(_("请先填写保密审查表。"))
    if subject.content is not None:
        versions.keep(subject.content)
    approvals.approve(
        action=subject.action,
        stage=stage,
        site=subject.site,
        subject=subject.key,
        digest=subject.digest,
        person=user.get_username(),
        person_name=user.get_full_name() or user.get_username(),
        authors=subject.authors,
        note=note.strip(),
        after=subject.after,
        form=form,
    )
    pass_stage(state, subject, user, note.strip())


@transaction.atomic
def send_back(page: PublicPage, user: Any, note: str, *, task_state: TaskState | None = None) -> None:
    """Return the draft to its editor with a reason (退回); what is public stays as it is."""
    state = _locked(task_state or waiting_at(page))
    note = note.strip()
    if not note:
        raise NotApproved(_("退回须写明理由。"))
    _refuse_for(refusal(state, user))
    request = state.workflow_state.review_request
    key = key_of(state.revision.content_object)
    stage = state.task.stagetask.stage
    audit.record(user.get_username(), f"return {request.action}", key, stage=stage, note=note, site=request.site.key)
    state.reject(user=user, comment=note)
    if request.is_withdrawal:
        state.workflow_state.cancel(user=user)


def current_state(page: PublicPage) -> WorkflowState | None:
    """Return the running or returned workflow of ``page``, as the database has it."""
    return WorkflowState.objects.for_instance(page).active().select_related("current_task_state").first()


def waiting_at(page: PublicPage) -> TaskState:
    """Return the state of the stage that ``page`` waits at. Raises ``NotApproved`` when there is none."""
    state = current_state(page)
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
        raise NotApproved(_("这篇稿件现在不在审签中。"))
    return state.current_task_state


def _prepared(page: PublicPage, user: Any) -> PublicPage:
    fresh: PublicPage = type(page).objects.get(pk=page.pk)
    if fresh.latest_revision is None:
        fresh.save_revision(user=user)
    return fresh


def _locked(state: TaskState) -> StageTaskState:
    """Return the state as the database has it now, with what is needed to judge it; nobody else decides meanwhile."""
    facts = ("workflow_state__review_request__site", "workflow_state__requested_by", "workflow_state__workflow")
    states = StageTaskState.objects.select_for_update(of=("self", "taskstate_ptr"))
    locked: StageTaskState = states.select_related(*facts, "revision", "task__stagetask").get(pk=state.pk)
    return locked


def _refuse_for(reason: str) -> None:
    if reason:
        raise NotApproved(reason)


def _start(page: PublicPage, user: Any, action: str = Approval.Action.PUBLISH, reason: str = "") -> WorkflowState:
    state = WorkflowState(
        content_type=page.cached_content_type,
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=the_workflow(),
        requested_by=user,
    )
    WorkflowState.objects.bulk_create([state])  # without Wagtail's validation; the database allows one for each page
    request = ReviewRequest.objects.create(workflow_state=state, site=page.site, action=action, reason=reason)
    revision = page.latest_revision
    revision.content_object = page
    advance(open_round(request, revision, user), user)
    workflow_submitted.send(sender=WorkflowState, instance=state, user=user)
    history.note_started(page, state, user)
    return state
