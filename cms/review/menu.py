"""What the editor's action menu offers: save the draft, submit, take the submission back, ask for a withdrawal."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem, SubmitForModerationMenuItem

from cms.pages.models.base import PublicPage
from cms.pages.status import quick_status

from .actions import current_state

KEPT = {"action-save-draft", "action-page-locked"}
SUPERUSER_KEPT = {"action-publish"}
"""An administrator looks for this button, so it stays where it is; pressed, it explains why nothing happens."""


class SubmitItem(SubmitForModerationMenuItem):
    """送审."""

    label = _("送审")

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Name the act, not Wagtail's workflow."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "label": self.label}


class RecallItem(CancelWorkflowMenuItem):
    """撤回送审."""

    label = _("撤回送审")


class WithdrawItem(ActionMenuItem):
    """申请撤稿, for what is public and not under review."""

    name = "action-request-withdrawal"
    label = _("申请撤稿")
    icon_name = "download"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it where a withdrawal can be asked for."""
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, PublicPage) or context["locked_for_user"]:
            return False
        return quick_status(page).is_public

    def get_url(self, context: dict[str, Any]) -> str:
        """Lead to the form that asks for the reason."""
        return reverse("cms_review:withdraw", args=[context["page"].pk])


def rebuild(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Turn Wagtail's list of actions, in place, into ours."""
    kept = KEPT | (SUPERUSER_KEPT if request.user.is_superuser else set())
    page = context.get("page")
    offered = [item for item in items if item.name in kept]
    for extra in (SubmitItem(order=10), WithdrawItem(order=20), RecallItem(order=30)):
        if extra.is_shown(context):
            offered.append(extra)
    if page is not None and current_state(page) is None:
        offered = [item for item in offered if not isinstance(item, RecallItem)]
    items[:] = sorted(offered, key=lambda item: item.order)
