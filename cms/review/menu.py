"""What the editor's action menu offers: save the draft, submit, take the submission back, ask for more."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem, SubmitForModerationMenuItem
from wagtail.models import WorkflowState

from cms.pages.models.base import ListedPage, PublicPage
from cms.pages.status import State, quick_status

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


class AskItem(ActionMenuItem):
    """Leads to a screen that asks for something, for a page that is not under review."""

    screen = ""

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it where it can be asked for."""
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, PublicPage) or context["locked_for_user"]:
            return False
        return self.fits(page)

    def fits(self, page: PublicPage) -> bool:
        """Return whether there is anything to ask for."""
        return quick_status(page).is_public

    def get_url(self, context: dict[str, Any]) -> str:
        """Lead to the screen."""
        return reverse(f"cms_review:{self.screen}", args=[context["page"].pk])


class WithdrawItem(AskItem):
    """申请撤稿, for what is public."""

    name = "action-request-withdrawal"
    label = _("申请撤稿")
    icon_name = "download"
    screen = "withdraw"


class MoveItem(AskItem):
    """调整栏目, for a document that is public; a draft is moved directly."""

    name = "action-request-move"
    label = _("调整栏目")
    icon_name = "arrow-right-full"
    screen = "move"

    def fits(self, page: PublicPage) -> bool:
        """Return whether the page is a document that readers can see."""
        return isinstance(page, ListedPage) and quick_status(page).is_public


class RestoreItem(AskItem):
    """恢复旧版本, for what was public once."""

    name = "action-restore-version"
    label = _("恢复旧版本")
    icon_name = "history"
    screen = "versions"

    def fits(self, page: PublicPage) -> bool:
        """Return whether the store has ever held the page."""
        return quick_status(page).state != State.NEVER


def rebuild(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Turn Wagtail's list of actions, in place, into ours."""
    kept = KEPT | (SUPERUSER_KEPT if request.user.is_superuser else set())
    page = context.get("page")
    offered = [item for item in items if item.name in kept]
    extras = (
        SubmitItem(order=10),
        MoveItem(order=18),
        WithdrawItem(order=20),
        RestoreItem(order=25),
        RecallItem(order=30),
    )
    for extra in extras:
        if extra.is_shown(context):
            offered.append(extra)
    state = current_state(page) if page is not None else None
    if page is not None and (state is None or state.status != WorkflowState.STATUS_IN_PROGRESS):
        offered = [item for item in offered if not isinstance(item, RecallItem)]
    items[:] = sorted(offered, key=lambda item: item.order)
