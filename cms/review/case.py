"""One item under review, as the review page shows it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import TaskState, WorkflowState

from cms.pages.models.base import PublicPage
from cms.pages.status import PublicStatus, exact_status
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .models import ReviewRequest
from .subject import subject_of
from .turn import refusal


@dataclass(frozen=True)
class Stage:
    """One demanded stage: who passed it, if anybody has."""

    label: str
    is_current: bool = False
    person: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass
class Case:
    """Everything that a reviewer needs to know before deciding."""

    page: PublicPage
    state: WorkflowState
    request: ReviewRequest
    task_state: TaskState
    public: PublicStatus
    authors: list[str] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    digest: str = ""
    problem: str = ""
    refusal: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a stage waits for a decision."""
        return bool(self.state.status == WorkflowState.STATUS_IN_PROGRESS)

    @property
    def is_done(self) -> bool:
        """Whether the last stage was passed."""
        return bool(self.state.status == WorkflowState.STATUS_APPROVED)

    @property
    def returned(self) -> TaskState | None:
        """The stage that returned the draft last, when that is where things stand."""
        if self.is_open or self.is_done:
            return None
        return self.state.task_states.filter(status=TaskState.STATUS_REJECTED).order_by("-finished_at").first()


def case_of(page: PublicPage, user: Any) -> Case | None:
    """Return the newest case of ``page`` as ``user`` sees it, None when it was never submitted."""
    state = page.workflow_states.filter(review_request__isnull=False).order_by("-id").first()
    if state is None or state.current_task_state is None:
        return None
    request = state.review_request
    case = Case(page, state, request, state.current_task_state.specific, exact_status(page))
    if case.is_open:
        case.refusal = refusal(case.task_state, user)
        _add_subject(case)
    elif case.is_done:
        case.stages = _passed(state)
    return case


def _add_subject(case: Case) -> None:
    try:
        subject = subject_of(case.request, case.task_state.revision)
        demanded, passed = subject.demanded, subject.passed()
    except (Refused, NotApproved) as error:
        case.problem = str(error)
        return
    case.digest = subject.digest
    case.authors = names_of(subject.authors)
    current = case.task_state.task.specific.stage
    for stage in demanded:
        given = passed.get(stage)
        facts = (given.person_name, given.at, given.note) if given else ()
        case.stages.append(Stage(str(Approval.Stage(stage).label), stage == current, *facts))


def _passed(state: WorkflowState) -> list[Stage]:
    passed = state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("finished_at")
    return [
        Stage(done.task.name, person=name_of(done.finished_by), at=done.finished_at, note=done.comment)
        for done in passed.select_related("task", "finished_by")
    ]


def names_of(usernames: frozenset[str]) -> list[str]:
    """Return the people's full names, in order."""
    users = get_user_model().objects.filter(username__in=usernames)
    return sorted(name_of(user) for user in users)


def name_of(user: Any) -> str:
    """Return a person's full name, failing that the user name; empty for an account that is gone."""
    return str(user.get_full_name() or user.get_username()) if user else ""
