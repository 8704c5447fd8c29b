"""Whose turn it is."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.accounts.models import SiteRole
from sites.store.models import Approval

from .authors import authors_of
from .models import ReviewRequest


def sites_of(user: Any, stage: str) -> list[int]:
    """Return the ids of the sites where ``user`` reviews ``stage``; none for a superuser."""
    if not user.is_active or user.is_superuser:
        return []
    return list(SiteRole.objects.filter(user=user, role=stage).values_list("site_id", flat=True))


def refusal(task_state: TaskState, user: Any) -> str:
    """Return why ``user`` may not decide on this stage now; empty when they may.

    Separation of duties (编审分离): whoever contributed, or passed another stage, does not review.
    """
    request = ReviewRequest.objects.select_related("site", "workflow_state__requested_by").get(
        workflow_state=task_state.workflow_state_id
    )
    reason = refusal_by_role(task_state, request, user)
    if reason:
        return reason
    return refusal_of_author(authors_of(task_state.revision.as_object(), task_state.revision, request), user)


def refusal_by_role(task_state: TaskState, request: ReviewRequest, user: Any) -> str:
    """Return why ``user`` may not decide on this stage now, whoever wrote the draft; empty when they may."""
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        return _("这一环节已经办结。")
    if user.is_superuser:
        return _("系统管理员不参与审签。")
    stage = task_state.task.stagetask.stage
    if request.site_id not in sites_of(user, stage):
        return _("您在本站点没有“%(stage)s”的角色。") % {"stage": Approval.Stage(stage).label}
    passed = TaskState.objects.filter(
        workflow_state=task_state.workflow_state_id, status=TaskState.STATUS_APPROVED, finished_by=user
    )
    if passed.exclude(task=task_state.task_id).exists():
        return _("您已通过本稿的另一个环节，同一人不能审两个环节。")
    return ""


def refusal_of_author(authors: Collection[str], user: Any) -> str:
    """Return why ``user`` may not decide when they are one of ``authors``; empty when they are not."""
    if user.get_username() in authors:
        return _("您参与了本稿的编写，不能审核自己的稿件。")
    return ""
