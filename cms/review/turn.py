"""Whose turn it is, in whose right."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.inbox.delegation import acting_for, stages_of
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .authors import authors_of
from .models import ReviewRequest, StageTaskState


def sites_of(user: Any, stage: str) -> list[int]:
    """Return the ids of the sites where ``user`` may pass ``stage`` today; none for a superuser."""
    return sorted({site for site, name, _behalf in stages_of(user) if name == stage})


def refusal(task_state: TaskState, user: Any) -> str:
    """Return why ``user`` may not decide on this stage now; empty when they may."""
    request = ReviewRequest.objects.select_related("site", "workflow_state__requested_by").get(
        workflow_state=task_state.workflow_state_id
    )
    try:
        demand_stage(task_state, request, user)
        authors = authors_of(task_state.revision.as_object(), task_state.revision, request)
        demand_turn(task_state, request, user, authors)
    except NotApproved as reason:
        return str(reason)
    return ""


def demand_stage(task_state: TaskState, request: ReviewRequest, user: Any) -> None:
    """Raise ``NotApproved`` unless the stage is open and ``user`` has a right to it, whoever wrote the draft."""
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise NotApproved(_("这一环节已经办结。"))
    if user.is_superuser:
        raise NotApproved(_("系统管理员不参与审签。"))
    stage = task_state.task.stagetask.stage
    if request.site_id not in sites_of(user, stage):
        raise NotApproved(_("您在本站点没有“%(stage)s”的角色。") % {"stage": Approval.Stage(stage).label})


def demand_turn(task_state: TaskState, request: ReviewRequest, user: Any, authors: Collection[str]) -> str:
    """Return on whose behalf ``user`` decides on this stage, empty for their own right.

    Separation of duties (编审分离): whoever contributed, or passed another stage, does not review, neither in
    person nor by a delegate; a delegate who did so reviews for nobody. Raises ``NotApproved``.
    """
    passers = passers_of(task_state)
    behalf = acting_for(user, request.site, task_state.task.stagetask.stage, {*authors, *passers})
    if behalf is None:
        raise NotApproved(_("您在本站点没有这一环节的角色。"))
    if user.get_username() in authors:
        raise NotApproved(_("您参与了本稿的编写，不能审核自己的稿件。"))
    if user.get_username() in passers:
        raise NotApproved(_("您已通过本稿的另一个环节，同一人不能审两个环节。"))
    if behalf and behalf in authors:
        raise NotApproved(_("委托人%(name)s参与了本稿的编写，您不能代为审核。") % {"name": _name(behalf)})
    if behalf and behalf in passers:
        raise NotApproved(_("委托人%(name)s已通过本稿的另一个环节，您不能代为审核。") % {"name": _name(behalf)})
    return behalf


def passers_of(task_state: TaskState) -> set[str]:
    """Return the user names of everyone who stands behind another stage of this submission."""
    passed = StageTaskState.objects.filter(
        workflow_state=task_state.workflow_state_id, status=TaskState.STATUS_APPROVED
    ).exclude(task=task_state.task_id)
    return set().union(*(state.people for state in passed.select_related("finished_by", "approval")))


def _name(username: str) -> str:
    user = get_user_model().objects.filter(username=username).first()
    return str(user.get_full_name() or username) if user else username
