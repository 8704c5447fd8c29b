"""Where a page stands in the review chain, for its editor."""

from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from cms.pages.models.base import PublicPage
from sites.store.models import Approval, ScheduledAdmission

from .case import name_of
from .remarks import ShownRemark, remarks_for_editor
from .scheduling import waiting_admission


@dataclass(frozen=True)
class Standing:
    """``state`` is ``waiting`` (at ``stage``), ``returned`` (by ``person``, with ``note`` and ``remarks``) or empty.

    ``asked`` says in words what was submitted; ``scheduled`` is what was signed and waits for its hour.
    """

    state: str = ""
    stage: str = ""
    person: str = ""
    note: str = ""
    url: str = ""
    asked: str = ""
    remarks: list[ShownRemark] = field(default_factory=list)
    scheduled: ScheduledAdmission | None = None
    cancel_url: str = ""


ASKED = {Approval.Action.WITHDRAW: _("撤稿申请"), Approval.Action.MOVE: _("调整栏目的申请")}


def standing_of(page: PublicPage) -> Standing:
    """Return how far the newest submission of ``page`` has come; nothing once it is decided or taken back."""
    scheduled = waiting_admission(page)
    standing = _of_newest(page)
    if scheduled is None:
        return standing
    return replace(standing, scheduled=scheduled, cancel_url=reverse("cms_review:cancel_schedule", args=[page.pk]))


def _of_newest(page: PublicPage) -> Standing:
    states = page.workflow_states.filter(review_request__isnull=False).select_related("review_request")
    state = states.order_by("-id").first()
    if state is None:
        return Standing()
    request = state.review_request
    url = reverse("cms_review:review", args=[page.pk])
    asked = str(ASKED.get(request.action, _("送审稿")))
    if state.status == WorkflowState.STATUS_IN_PROGRESS and state.current_task_state:
        return Standing("waiting", state.current_task_state.task.name, url=url, asked=asked)
    returned = state.task_states.filter(status=TaskState.STATUS_REJECTED).order_by("-finished_at").first()
    open_again = state.status == WorkflowState.STATUS_NEEDS_CHANGES or not request.asks_to_publish
    if returned is None or not open_again or state.status == WorkflowState.STATUS_APPROVED:
        return Standing()
    remarks = remarks_for_editor(page, request)
    return Standing(
        "returned", returned.task.name, name_of(returned.finished_by), returned.comment, url, asked, remarks
    )
