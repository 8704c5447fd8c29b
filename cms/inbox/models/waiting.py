"""What waits for a decision."""

from django.db import models
from wagtail.models import TaskState

from sites.registry.models import Site


class WaitingItem(models.Model):
    """One thing that waits at one stage for somebody's decision, whatever room it comes from (待办).

    The row is an index card: it goes when the decision is made, and what happened stands in the audit trail. ``source``
    and ``reference`` name the thing in its own room (``page`` and the page's id, ``import`` and the batch's). The
    deadline and the role to tell when it passes are worked out once, when the item is opened.
    """

    source = models.CharField(max_length=20)
    reference = models.CharField(max_length=150)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="waiting_items")
    stage = models.CharField(max_length=12)
    kind = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10, blank=True)
    url = models.CharField(max_length=255)
    findings = models.PositiveIntegerField(default=0, help_text="Findings of the checks that wait for a decision.")
    started_at = models.DateTimeField()
    remind_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalate_to = models.CharField(max_length=12)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    task_state = models.OneToOneField(
        TaskState, on_delete=models.CASCADE, null=True, blank=True, related_name="waiting_item"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "reference"], name="one_item_per_thing")]
        indexes = [
            models.Index(fields=["stage", "site", "due_at"], name="inbox_turn"),
            models.Index(fields=["remind_at"], condition=models.Q(reminded_at__isnull=True), name="inbox_remind"),
            models.Index(fields=["due_at"], condition=models.Q(escalated_at__isnull=True), name="inbox_escalate"),
            models.Index(fields=["escalate_to", "site", "due_at"], name="inbox_overseen"),
        ]
        verbose_name = "待办"
        verbose_name_plural = "待办"

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """What the audit trail calls it."""
        return f"{self.source}:{self.reference}"


class Excluded(models.Model):
    """That a person may not decide on an item: they contributed to it, or passed another stage (回避)."""

    item = models.ForeignKey(WaitingItem, on_delete=models.CASCADE, related_name="excluded")
    person = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="excluded_once")]
        indexes = [models.Index(fields=["person", "item"], name="inbox_excluded_person")]

    def __str__(self) -> str:
        return self.person
