"""What was asked to change in public beside pages (变更申请)."""

from django.conf import settings
from django.db import models

from sites.registry.models import Site
from sites.store.content import ReadableJSON
from sites.store.settled import Change


class ChangeRequest(models.Model):
    """A change of one settled thing, asked for and on its way through the review chain.

    ``before`` is what was public when it was asked for, ``after`` what is to be public, both in full; an empty one says
    that the thing is not there. ``site`` is the one whose reviewers decide: the thing's own, or the portal for shared
    vocabulary and the theme. ``digest`` names the change as its approvals do.
    """

    class State(models.TextChoices):
        """Where the request stands."""

        WAITING = "waiting", "审签中"
        RETURNED = "returned", "已退回"
        DONE = "done", "已公开"
        CANCELLED = "cancelled", "已撤回"

    OPEN = (State.WAITING, State.RETURNED)

    kind = models.CharField("事项", max_length=20)
    key = models.CharField("代号", max_length=120)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="change_requests", verbose_name="审签站点")
    before = models.JSONField("现在公开的", encoder=ReadableJSON, default=dict)
    after = models.JSONField("申请改为", encoder=ReadableJSON, default=dict)
    digest = models.CharField(max_length=64)
    reason = models.TextField("理由")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="change_requests",
        verbose_name="申请人",
    )
    authors = models.JSONField(default=list, help_text="User names of everyone who wrote a version of it.")
    requested_at = models.DateTimeField("申请时间")
    decided_at = models.DateTimeField("办结时间", null=True, blank=True)
    note = models.TextField("退回意见", blank=True)
    returned_by = models.CharField("退回人", max_length=150, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=["waiting", "returned"]),
                name="one_open_change_per_thing",
            )
        ]
        indexes = [models.Index(fields=["site", "state"], name="changes_of_site")]
        verbose_name = "变更申请"
        verbose_name_plural = "变更申请"

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def change(self) -> Change:
        """The change as the store takes it."""
        return Change(self.kind, self.key, self.site.key, self.after)

    @property
    def is_open(self) -> bool:
        """Whether it is still on its way."""
        return self.state in self.OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether a stage waits for a decision."""
        return self.state == self.State.WAITING

    @property
    def is_returned(self) -> bool:
        """Whether it lies with whoever asked."""
        return self.state == self.State.RETURNED
