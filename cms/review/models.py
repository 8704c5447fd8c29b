"""The tables of the review chain."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from wagtail.models import Page, Task, TaskState, WorkflowState

from cms.pages.models import ColumnPage
from sites.registry.models import Site
from sites.store.models import Approval
from sites.store.rules import CHOSEN

from .lock import ReviewLock

STAGES = [(stage.value, stage.label) for stage in Approval.Stage if stage in CHOSEN]


class ReviewRequest(models.Model):
    """What is asked of the reviewers by one submission: to publish, to take back, to move (送审单)."""

    workflow_state = models.OneToOneField(WorkflowState, on_delete=models.CASCADE, related_name="review_request")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="review_requests")
    action = models.CharField(
        max_length=10,
        choices=[
            (Approval.Action.PUBLISH.value, "发布"),
            (Approval.Action.WITHDRAW.value, "撤稿"),
            (Approval.Action.MOVE.value, "调整栏目"),
        ],
        default=Approval.Action.PUBLISH,
    )
    reason = models.TextField("理由", blank=True)
    leads_to = models.CharField(
        max_length=500, blank=True, help_text="Where the address is to lead once it is withdrawn; empty: gone."
    )
    target = models.ForeignKey(
        ColumnPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="目标栏目"
    )
    restores = models.CharField(
        max_length=64, blank=True, help_text="Digest of the version, public once, that is to come back."
    )
    admitted_revision = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Id of the revision that became public; empty until then."
    )
    scheduled_revision = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Id of the revision that waits, or waited, for its hour."
    )
    scheduled_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "送审单"
        verbose_name_plural = "送审单"

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.workflow_state_id}"

    @property
    def reference(self) -> str:
        """What the decisions on findings call it."""
        return f"request:{self.pk}"

    @property
    def is_withdrawal(self) -> bool:
        """Whether the public document is to be taken back."""
        return self.action == Approval.Action.WITHDRAW

    @property
    def is_move(self) -> bool:
        """Whether the public document is to go into another column, unchanged."""
        return self.action == Approval.Action.MOVE

    @property
    def asks_to_publish(self) -> bool:
        """Whether the draft is to become public."""
        return self.action == Approval.Action.PUBLISH


class StageTaskState(TaskState):
    """A stage of one submission, with the digest of what was decided on."""

    digest = models.CharField(max_length=64, blank=True)
    approval = models.ForeignKey(Approval, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    exclude_fields_in_copy: ClassVar[list[str]] = ["digest", "approval"]

    class Meta:
        verbose_name = "审签环节状态"
        verbose_name_plural = "审签环节状态"

    @property
    def people(self) -> set[str]:
        """The user names of whoever decided and of whoever they decided for."""
        behalf = self.approval.on_behalf_of if self.approval else ""
        return {self.finished_by.get_username() if self.finished_by else "", behalf} - {""}


class Remark(models.Model):
    """What a reviewer who returned a draft said about one of its parts (批注).

    ``anchor`` names the part as it was; ``quote`` keeps its words.
    """

    request = models.ForeignKey(ReviewRequest, on_delete=models.CASCADE, related_name="remarks")
    task_state = models.ForeignKey(StageTaskState, on_delete=models.CASCADE, related_name="remarks")
    anchor = models.CharField(max_length=80)
    label = models.CharField("位置", max_length=120)
    quote = models.TextField("原文")
    text = models.TextField("批注")
    person = models.CharField(max_length=150)
    person_name = models.CharField("批注人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "批注"
        verbose_name_plural = "批注"

    def __str__(self) -> str:
        return f"{self.label}：{self.text}"


class StageTask(Task):
    """One stage of the review chain, the same for every site; its reviewers are rows of ``SiteRole`` (审签环节)."""

    stage = models.CharField("环节", max_length=10, choices=STAGES, unique=True)

    task_state_class = StageTaskState
    lock_class = ReviewLock
    admin_form_fields: ClassVar[list[str]] = [*Task.admin_form_fields, "stage"]
    admin_form_readonly_on_edit_fields: ClassVar[list[str]] = [*Task.admin_form_readonly_on_edit_fields, "stage"]

    class Meta:
        verbose_name = "审签环节"
        verbose_name_plural = "审签环节"

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begin this stage, or an earlier one that the content still lacks; a stage not demanded is skipped."""
        from .stages import begin

        return begin(self, workflow_state, user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Pass or return; everything is judged anew, whatever door the request came through.

        Wagtail's own screens have no secrecy form and no remarks: what needs them is refused here, with a sentence.
        """
        from . import actions

        page = task_state.workflow_state.content_object
        note = str(kwargs.get("comment", ""))
        if action_name == "approve":
            actions.approve(page, user, note, task_state=task_state)
        elif action_name == "reject":
            actions.send_back(page, user, note, task_state=task_state)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """Return True: nobody edits what is under review."""
        return True

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        """Return False: reviewers have a page of their own."""
        return False

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what ``user`` may do now: nothing, unless it is their turn at this site."""
        from .turn import refusal

        state = obj.current_workflow_task_state
        if state is None or state.task_id != self.pk or refusal(state, user):
            return []
        return [("reject", "退回", True), ("approve", "通过", True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Return the form: a returned draft needs a reason."""
        from .forms import PassForm, ReturnForm

        return ReturnForm if action == "reject" else PassForm

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        """Return the items that wait at this stage at the sites where ``user`` reviews it."""
        from .turn import sites_of

        states: models.QuerySet[TaskState] = TaskState.objects.filter(
            task=self,
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__review_request__site__in=sites_of(user, self.stage),
        )
        return states

    @classmethod
    def get_description(cls) -> str:
        """Return what the task is, for the workflow settings."""
        return "按站点角色审签：各站点持有相应角色的人员办理"
