"""What the releases remember beside their repositories: what each site has still to build, what it recorded last."""

from django.db import models

from sites.registry.models import Site
from sites.store.models import OutboxEntry

from .guard.models import GuardRule as GuardRule
from .guard.models import Hold as Hold


class Task(models.Model):
    """What one change of the store asks of one site (发布任务): planned → built → live.

    ``plan`` numbers the plannings of the cluster; it grows and knows no clock. ``attempts`` counts the failures since
    it was planned, ``error`` says why the newest one failed, ``release`` names the commit that holds the change.
    ``live_at`` is set once the public address answered with what was released, ``live_error`` says why it did not.
    """

    class Rank(models.IntegerChoices):
        """Which tasks go first."""

        URGENT = 0, "应急"
        CHANGE = 1, "变更"
        REBUILD = 2, "重新生成"

    entry = models.ForeignKey(OutboxEntry, on_delete=models.CASCADE, related_name="tasks", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="tasks", db_index=False)
    keys = models.JSONField(default=list)
    plan = models.BigIntegerField(db_index=True)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices, default=Rank.CHANGE)
    planned_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    release = models.CharField(max_length=40, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)
    live_at = models.DateTimeField(null=True, blank=True)
    live_error = models.TextField(blank=True)
    live_tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["entry_id", "id"]
        constraints = [models.UniqueConstraint(fields=["entry", "site"], name="one_task_per_entry_and_site")]
        indexes = [
            models.Index(fields=["site", "rank", "entry"], condition=models.Q(built_at=None), name="release_task_open"),
            models.Index(
                fields=["site", "entry"],
                condition=models.Q(built_at__isnull=False, live_at=None),
                name="release_task_unseen",
            ),
        ]
        verbose_name = "发布任务"
        verbose_name_plural = "发布任务"

    def __str__(self) -> str:
        return f"{self.entry_id} {self.site_id}"


class Recorded(models.Model):
    """Which release of a site the builder's rows speak of (已登记的发布).

    A release that was published and not recorded, because the process ended in between, is told by it.
    """

    site = models.OneToOneField(Site, on_delete=models.CASCADE, primary_key=True, related_name="recorded_release")
    release = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.release
