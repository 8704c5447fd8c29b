"""One item under review, as the review page shows it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import TaskState, WorkflowState

from cms.checks.decisions import decisions_on
from cms.checks.finding import Finding
from cms.pages.models.base import PublicPage
from cms.pages.status import PublicStatus, exact_status
from sites.store import secrecy
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval, ScheduledAdmission

from .comparison.parts import Part
from .comparison.taking_apart import parts_of
from .comparisons import Comparison, comparisons_of
from .models import ReviewRequest, StageTaskState
from .remarks import ShownRemark, anchored, remarks_for_editor, remarks_on
from .scheduling import waiting_admission
from .subject import Subject, subject_of
from .turn import demand_stage, demand_turn, refusal
from .withdrawal.targets import Target, told


@dataclass(frozen=True)
class Stage:
    """One demanded stage: who passed it, if anybody has, with the secrecy form that they filled in."""

    label: str
    is_current: bool = False
    person: str = ""
    at: datetime | None = None
    note: str = ""
    approval: Approval | None = None
    on_behalf_of: str = ""


@dataclass
class Case:
    """Everything that a reviewer needs to know before deciding."""

    page: PublicPage
    state: WorkflowState
    request: ReviewRequest
    task_state: StageTaskState
    authors: list[str] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    digest: str = ""
    problem: str = ""
    refusal: str = ""
    subject: Subject | None = None
    is_secrecy_due: bool = False

    @cached_property
    def public(self) -> PublicStatus:
        """What the public sees of the page now."""
        return exact_status(self.page, self.digest if self.request.asks_to_publish else "")

    @property
    def is_open(self) -> bool:
        """Whether a stage waits for a decision."""
        return bool(self.state.status == WorkflowState.STATUS_IN_PROGRESS)

    @property
    def is_done(self) -> bool:
        """Whether the last stage was passed."""
        return bool(self.state.status == WorkflowState.STATUS_APPROVED)

    @property
    def may_decide(self) -> bool:
        """Whether the person who looks may return it."""
        return self.is_open and not self.refusal

    @property
    def may_pass(self) -> bool:
        """Whether the person who looks may pass it."""
        return self.may_decide and not self.problem

    @cached_property
    def returned(self) -> TaskState | None:
        """The stage that returned the draft last, when that is where things stand."""
        if self.is_open or self.is_done:
            return None
        return self.state.task_states.filter(status=TaskState.STATUS_REJECTED).order_by("-finished_at").first()

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """What changed against what is public, and since earlier stages."""
        return comparisons_of(self.subject, self.state) if self.subject else []

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks find."""
        return self.subject.findings if self.subject else []

    @cached_property
    def decisions(self) -> dict[str, Any]:
        """What has been decided on the findings, by fingerprint."""
        return decisions_on(self.request.reference) if self.findings else {}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts that can be remarked on, by their anchors."""
        if self.subject is None or self.subject.content is None or not self.request.asks_to_publish:
            return {}
        return anchored(parts_of(self.subject.content))

    @cached_property
    def remarks(self) -> list[ShownRemark]:
        """What reviewers remarked on single parts in earlier rounds."""
        if self.subject is not None:
            return remarks_on(self.request, self.subject.content)
        return [] if self.is_done else remarks_for_editor(self.page, self.request)

    @property
    def leads_to(self) -> Target:
        """Where the address leads once the withdrawal is passed."""
        return told(self.request.leads_to)

    @cached_property
    def scheduled(self) -> ScheduledAdmission | None:
        """What waits for its hour."""
        return waiting_admission(self.page) if self.is_done and self.request.scheduled_digest else None


def case_of(page: PublicPage, user: Any) -> Case | None:
    """Return the newest case of ``page`` as ``user`` sees it, None when it was never submitted."""
    states = page.workflow_states.filter(review_request__isnull=False).select_related("review_request__site")
    state = states.order_by("-id").first()
    if state is None or state.current_task_state is None:
        return None
    case = Case(page, state, state.review_request, _task_state(state))
    if case.is_open:
        _add_subject(case, user)
    else:
        case.stages = _passed(state)
    return case


def _task_state(state: WorkflowState) -> StageTaskState:
    facts = ("revision", "task__stagetask", "workflow_state__review_request__site", "workflow_state__requested_by")
    found: StageTaskState = StageTaskState.objects.select_related(*facts).get(pk=state.current_task_state_id)
    return found


def _add_subject(case: Case, user: Any) -> None:
    request = case.task_state.workflow_state.review_request
    try:
        subject = subject_of(request, case.task_state.revision)
        demanded, passed = subject.demanded, subject.passed()
    except (Refused, NotApproved) as error:
        case.problem = str(error)
        case.refusal = refusal(case.task_state, user)
        return
    try:
        demand_stage(case.task_state, request, user)
        demand_turn(case.task_state, request, user, subject.authors)
    except NotApproved as reason:
        case.refusal = str(reason)
    case.subject, case.digest = subject, subject.digest
    current = case.task_state.task.stagetask.stage
    case.is_secrecy_due = secrecy.is_due(subject.action, current, demanded)
    behalfs = {approval.on_behalf_of for approval in passed.values()} - {""}
    names = names_of(subject.authors | behalfs)
    case.authors = sorted(names[username] for username in subject.authors if username in names)
    for stage in demanded:
        label, given = str(Approval.Stage(stage).label), passed.get(stage)
        case.stages.append(_given(given, names) if given else Stage(label, stage == current))


def _given(approval: Approval, names: dict[str, str]) -> Stage:
    label = str(Approval.Stage(approval.stage).label)
    behalf = names.get(approval.on_behalf_of, approval.on_behalf_of)
    return Stage(label, False, approval.person_name, approval.at, approval.note, approval, behalf)


def _passed(state: WorkflowState) -> list[Stage]:
    """Return the stages that were passed, with what was passed in earlier submissions for the same content."""
    own = StageTaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_APPROVED, approval__isnull=False)
    given = {done.approval_id: done.approval for done in own.select_related("approval").order_by("finished_at")}
    names = names_of({approval.on_behalf_of for approval in given.values()} - {""})
    return [_given(approval, names) for approval in given.values()]


def names_of(usernames: frozenset[str] | set[str]) -> dict[str, str]:
    """Return the people's full names by their user names."""
    if not usernames:
        return {}
    users = get_user_model().objects.filter(username__in=usernames)
    return {user.get_username(): name_of(user) for user in users}


def name_of(user: Any) -> str:
    """Return a person's full name, failing that the user name; empty for an account that is gone."""
    return str(user.get_full_name() or user.get_username()) if user else ""
