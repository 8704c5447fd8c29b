"""What was made public the emergency way, and how long that may last."""

from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site
from sites.store import clock


class EmergencyLimit(models.Model):
    """A number that bounds the emergency way (应急发布的限度), with where it stands and how sure we are of it."""

    LONGEST_DAYS = "longest_days"

    code = models.SlugField("代号", unique=True)
    name = models.CharField("名称", max_length=60)
    value = models.PositiveSmallIntegerField("数值")
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        verbose_name = "应急发布限度"
        verbose_name_plural = "应急发布限度"

    def __str__(self) -> str:
        return f"{self.name}：{self.value}"


class EmergencyRecord(models.Model):
    """One emergency: a notice on sites or one document, asked for by one person, confirmed by another (应急发布单).

    ``site`` is the one whose people decide: the site concerned, the portal where several are. ``keys`` are those of the
    sites that show a notice, ``["cluster"]`` for all of them. The row stays for ever; it stays on the list until
    somebody who was neither of the two, and no author, has reviewed it.
    """

    class Kind(models.TextChoices):
        """What is made public."""

        NOTICE = "notice", _("应急通知")
        DOCUMENT = "document", _("一篇稿件")

    class Result(models.TextChoices):
        """What the review afterwards found."""

        PROPER = "proper", _("妥当")
        IMPROPER = "improper", _("不妥")

    uid = models.CharField(max_length=32, unique=True)
    kind = models.CharField("内容", max_length=10, choices=Kind.choices)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="emergencies", verbose_name="审签站点")
    keys = models.JSONField(default=list)
    title = models.CharField("标题", max_length=255)
    texts = models.JSONField("通知内容", default=dict)
    link = models.CharField(max_length=64, blank=True)
    page = models.PositiveBigIntegerField(null=True, blank=True, help_text="Id of the draft.")
    revision = models.PositiveBigIntegerField(null=True, blank=True, help_text="Id of the revision that was frozen.")
    digest = models.CharField(max_length=64, blank=True, help_text="Of the document's content, its end included.")
    reason = models.TextField("理由")
    ends_at = models.DateTimeField("结束时间")
    authors = models.JSONField(default=list)

    declared_by = models.CharField("提出人", max_length=150)
    declared_by_name = models.CharField(max_length=150)
    declared_at = models.DateTimeField("提出时间")
    cancelled_at = models.DateTimeField("撤回时间", null=True, blank=True)
    confirmed_by = models.CharField("确认人", max_length=150, blank=True)
    confirmed_by_name = models.CharField(max_length=150, blank=True)
    confirmed_for = models.CharField(max_length=150, blank=True, help_text="Who delegated the confirmation.")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    end_reason = models.TextField("提前结束的理由", blank=True)
    end_asked_by = models.CharField(max_length=150, blank=True)
    end_asked_by_name = models.CharField(max_length=150, blank=True)
    ended_by_name = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField("提前结束时间", null=True, blank=True)

    result = models.CharField("事后审查", max_length=10, choices=Result.choices, blank=True)
    result_note = models.TextField("审查意见", blank=True)
    reviewed_by = models.CharField("审查人", max_length=150, blank=True)
    reviewed_by_name = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField("审查时间", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        verbose_name = "应急发布单"
        verbose_name_plural = "应急发布单"

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse, always."""
        raise TypeError("emergency records are never deleted")

    @property
    def is_notice(self) -> bool:
        """Whether it is a notice, not a document."""
        return self.kind == self.Kind.NOTICE

    @property
    def is_waiting(self) -> bool:
        """Whether the second person has yet to confirm it."""
        return self.confirmed_at is None and self.cancelled_at is None

    @property
    def waits_for_end(self) -> bool:
        """Whether somebody asked to end it early and a second person has yet to confirm that."""
        return bool(self.end_asked_by) and self.ended_at is None and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether its time is up, or it was ended early."""
        return self.ended_at is not None or self.ends_at <= clock.now()

    @property
    def waits_for_review(self) -> bool:
        """Whether it was public and nobody has reviewed it since."""
        return self.confirmed_at is not None and self.reviewed_at is None

    @property
    def over_at(self) -> datetime:
        """When it ended, or will."""
        return self.ended_at or self.ends_at
