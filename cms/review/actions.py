"""What people do in the review chain: submit, pass, return; ``requests.py`` holds what else may be asked for.

Buttons, tests and the sample all come through here. Each is one transaction; each refusal is a
``NotApproved`` or ``Refused`` with a sentence for the person who asked, and leaves everything as it was.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import workflow_submitted

from cms.checks.decisions import demand_decided
from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from cms.pages.status import document_of
from sites.store import approvals, audit, leading, secrecy, versions
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from . import history, rendering
from .models import ReviewRequest, StageTaskState
from .opening import demand_editor, open_round
from .queueing import note_decided
from .remarks import make_remarks
from .setup import the_workflow
from .stages import advance, lacking_before, pass_stage
from .subject import Subject, subject_of
from .turn import demand_stage, demand_turn


@transaction.atomic
def submit(page: PublicPage, user: Any) -> WorkflowState:
    """Submit the newest draft of ``page`` for publication (送审); return the workflow's state."""
    page = prepared(page, user)
    state = current_state(page)
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return state
    if state is not None:
        raise Refused(_("稿件已在审签中。"))
    return start(page, user)


@transaction.atomic
def request_withdrawal(page: PublicPage, user: Any, reason: str, leads_to: str = "") -> WorkflowState:
    """Ask for the public document of ``page`` to be taken back, for ``reason`` (申请撤稿).

    ``leads_to`` is where its address is to lead afterwards (``sites.store.leading``), empty for gone.
    """
    demand_editor(user, page.site)
    reason = reason.strip()
    document = document_of(page)
    if document is None or not document.is_public:
        raise Refused(_("没有已公开的内容可撤。"))
    if not reason:
        raise Refused(_("请写明撤稿理由。"))
    leading.demand(document, leads_to)
    page = prepared(page, user)
    leave_returned(page, user)
    return start(page, user, action=Approval.Action.WITHDRAW, reason=reason, leads_to=leads_to)


@transaction.atomic
def approve(
    page: PublicPage,
    user: Any,
    note: str = "",
    *,
    digest: str = "",
    task_state: TaskState | None = None,
    form: Mapping[str, Any] | None = None,
    decisions: Mapping[str, Any] | None = None,
    shown: str = "",
) -> None:
    """Pass the stage that ``page`` waits at (通过); after the last one the store is asked to let it in.

    ``digest``, when given, is what the person was shown: other content is refused. ``form`` is the secrecy form as
    ``secrecy.filled`` returns it, where the stage must carry it. ``decisions`` are those on the checks' findings, as
    posted. ``shown`` is the digest of the rendering that the person saw; without one the page is rendered now.
    """
    state = locked(task_state or waiting_at(page))
    request = state.workflow_state.review_request
    demand_stage(state, request, user)
    subject = subject_of(request, state.revision)
    behalf = demand_turn(state, request, user, subject.authors)
    if digest and digest != subject.digest:
        raise NotApproved(_("内容在您打开之后有改动，请重新查看后再办理。"))
    stage = state.task.stagetask.stage
    lacking = lacking_before(stage, subject)
    if lacking:
        labels = "、".join(str(Approval.Stage(name).label) for name in lacking)
        raise NotApproved(_("内容在“%(stages)s”之后有改动，请退回，由编辑重新送审。") % {"stages": labels})
    demand_decided(
        request.reference, subject.findings, user, {} if decisions is None else decisions, site=subject.site.key
    )
    kept = _form_for(subject, stage, user, form)
    if subject.content is not None:
        versions.keep(subject.content)
    approval = approvals.approve(
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
        form=kept,
        on_behalf_of=behalf,
        shown=shown or rendering.keep(subject),
    )
    with audit.acting(role=stage):
        pass_stage(state, subject, user, approval)


@transaction.atomic
def send_back(
    page: PublicPage,
    user: Any,
    note: str = "",
    *,
    remarks: Mapping[str, str] | None = None,
    task_state: TaskState | None = None,
) -> None:
    """Return the draft to its editor (退回); what is public stays as it is.

    Needs a reason: ``note``, or ``remarks`` on single parts, by the parts' anchors, or both.
    """
    state = locked(task_state or waiting_at(page))
    request = state.workflow_state.review_request
    remarks = {anchor: text.strip() for anchor, text in (remarks or {}).items() if text.strip()}
    note = note.strip() or (_("见段落批注。") if remarks else "")
    if not note:
        raise NotApproved(_("退回须写明理由，或在段落上写批注。"))
    demand_stage(state, request, user)
    subject = _subject_if_whole(request, state)
    behalf = demand_turn(state, request, user, subject.authors if subject else frozenset())
    said = make_remarks(state, subject.content if subject else None, remarks, user)
    if subject is not None and subject.content is not None:
        state.digest = versions.keep(subject.content)
    audit.record(
        user.get_username(),
        f"return {request.action}",
        key_of(state.revision.content_object),
        state.digest,
        stage=state.task.stagetask.stage,
        note=note,
        site=request.site.key,
        remarks=[{"where": remark.label, "text": remark.text} for remark in said],
        **({"on_behalf_of": behalf} if behalf else {}),
    )
    state.reject(user=user, comment=note)
    note_decided(page)
    if not request.asks_to_publish:
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


def prepared(page: PublicPage, user: Any) -> PublicPage:
    """Return ``page`` as the database has it, with a revision that can be submitted."""
    fresh: PublicPage = type(page).objects.get(pk=page.pk)
    if fresh.latest_revision is None:
        fresh.save_revision(user=user)
    return fresh


def leave_returned(page: PublicPage, user: Any) -> None:
    """End a submission that was returned, so that something else can be asked for; refuse while one is decided on."""
    state = current_state(page)
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.cancel(user=user)
    elif state is not None:
        raise Refused(_("稿件已在审签中，请先撤回送审。"))


def start(page: PublicPage, user: Any, **asked: Any) -> WorkflowState:
    """Open a submission of ``page``; ``asked`` are the values of its ``ReviewRequest``."""
    state = WorkflowState(
        content_type=page.cached_content_type,
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=the_workflow(),
        requested_by=user,
    )
    WorkflowState.objects.bulk_create([state])  # without Wagtail's validation; the database allows one for each page
    request = ReviewRequest.objects.create(workflow_state=state, site=page.site, **asked)
    revision = page.latest_revision
    revision.content_object = page
    advance(open_round(request, revision, user), user)
    workflow_submitted.send(sender=WorkflowState, instance=state, user=user)
    history.note_started(page, state, user)
    return state


def locked(state: TaskState) -> StageTaskState:
    """Return the state as the database has it now, with what is needed to judge it; nobody else decides meanwhile."""
    facts = ("workflow_state__review_request__site", "workflow_state__requested_by", "workflow_state__workflow")
    states = StageTaskState.objects.select_for_update(of=("self", "taskstate_ptr"))
    found: StageTaskState = states.select_related(*facts, "revision", "task__stagetask").get(pk=state.pk)
    return found


def _form_for(subject: Subject, stage: str, user: Any, form: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the secrecy form to keep. Raises ``NotApproved`` where one is due and lacks or is somebody else's."""
    if not secrecy.is_due(subject.action, stage, subject.demanded):
        return {}
    if not secrecy.is_complete(form or {}):
        raise NotApproved(_("请先填写保密审查表，逐项作答后才能通过。"))
    if form is None or form["person"] != user.get_username():
        raise NotApproved(_("保密审查表须由办理人本人填写。"))
    return dict(form)


def _subject_if_whole(request: ReviewRequest, state: StageTaskState) -> Subject | None:
    """Return what is under review, None for a draft that makes no content: that can be returned all the same."""
    try:
        return subject_of(request, state.revision)
    except Refused:
        return None
