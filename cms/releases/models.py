"""What was asked to go back (回退申请)."""

from django.conf import settings
from django.db import models

from sites.registry.models import Site
from sites.store import rollback


class RollbackRequest(models.Model):
    """The wish to let the documents of a site be as they were at an earlier release, on its way through the chain.

    ``plan`` is the digest of the plan, which the store keeps; approvals name it. ``first_entry`` and ``last_entry`` are
    the outbox entries that carrying it out wrote, ``followed`` counts the pages of the editing side that followed.
    """

    class State(models.TextChoices):
        """Where the request stands."""

        WAITING = "waiting", "审签中"
        RETURNED = "returned", "已退回"
        DONE = "done", "已回退"
        CANCELLED = "cancelled", "已撤回"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rollbacks", verbose_name="站点")
    release = models.CharField("发布", max_length=40)
    release_at = models.DateTimeField("发布时间")
    plan = models.CharField("方案", max_length=64)
    restored = models.PositiveIntegerField(default=0)
    taken_back = models.PositiveIntegerField(default=0)
    left = models.JSONField(default=list, help_text="Documents that stay as they are, and why.")
    settled = models.JSONField(default=list, help_text="Kinds and keys of what was settled since and does not go back.")
    reason = models.TextField("理由")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="申请人"
    )
    authors = models.JSONField(default=list, help_text="User names of whoever asked for it.")
    requested_at = models.DateTimeField("申请时间")
    decided_at = models.DateTimeField("办结时间", null=True, blank=True)
    note = models.TextField("退回意见", blank=True)
    returned_by = models.CharField("退回人", max_length=150, blank=True)
    first_entry = models.PositiveBigIntegerField(default=0)
    last_entry = models.PositiveBigIntegerField(default=0)
    followed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(state="waiting"), name="one_waiting_rollback_per_site"
            )
        ]
        verbose_name = "回退申请"
        verbose_name_plural = "回退申请"

    def __str__(self) -> str:
        return f"{self.site} {self.release[:12]}"

    @property
    def is_waiting(self) -> bool:
        """Whether a stage waits for a decision."""
        return self.state == self.State.WAITING

    @property
    def documents(self) -> int:
        """How many documents change."""
        return self.restored + self.taken_back

    def steps(self) -> rollback.Plan:
        """Return the plan. Raises ``LookupError`` when it is lost or altered."""
        return rollback.kept(self.plan)
