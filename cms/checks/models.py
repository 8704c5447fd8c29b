"""The tables of the checks."""

from django.db import models

from sites.registry.models import Site

from .rules import CERTAINTIES


class FindingDecision(models.Model):
    """That a reviewer looked at a finding and let it stand (检查结果处理).

    ``reference`` names what was under review; the entry in the audit trail is written with it.
    """

    class Decision(models.TextChoices):
        """What was decided."""

        ACCEPTED = "accepted", "可以公开"

    reference = models.CharField("送审单", max_length=100)
    fingerprint = models.CharField("指纹", max_length=32)
    code = models.CharField("检查项代号", max_length=40)
    title = models.CharField("检查项", max_length=60)
    where = models.CharField("位置", max_length=300)
    decision = models.CharField("处理", max_length=10, choices=Decision.choices, default=Decision.ACCEPTED)
    person = models.CharField("处理人账号", max_length=150)
    person_name = models.CharField("处理人", max_length=150)
    note = models.TextField("说明", blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reference", "fingerprint"], name="one_decision_per_finding_and_review")
        ]
        verbose_name = "检查结果处理"
        verbose_name_plural = "检查结果处理"

    def __str__(self) -> str:
        return f"{self.where}：{self.title}"


class Word(models.Model):
    """One entry of a word list (易错词、敏感词): what is wrong, and what is right where there is one answer."""

    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="checked_words",
        verbose_name="站点",
        help_text="不选就用于所有站点。",
    )
    wrong = models.CharField("错误或敏感的写法", max_length=60)
    right = models.CharField("正确写法", max_length=60, blank=True, help_text="不填表示要由审核人判断怎么写。")
    is_serious = models.BooleanField("严重", default=False, help_text="严重的不能送审；一般的由审核人判断。")
    note = models.CharField("说明", max_length=200, blank=True)
    source = models.CharField("依据", max_length=200, help_text="写明出自哪个规定、通报或词表。")
    certainty = models.CharField("把握", max_length=20, choices=list(CERTAINTIES.items()), default="practice")

    class Meta:
        ordering = ["wrong", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "wrong"], name="one_word_per_site"),
            models.UniqueConstraint(
                fields=["wrong"], condition=models.Q(site__isnull=True), name="one_word_for_all_sites"
            ),
        ]
        verbose_name = "错敏词"
        verbose_name_plural = "错敏词"

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}" if self.right else self.wrong


class AttachmentReading(models.Model):
    """What was read of an attachment's bytes, kept so that they are read once (附件读取结果)."""

    digest = models.CharField(max_length=64)
    extension = models.CharField(max_length=8)
    reader = models.PositiveSmallIntegerField(help_text="Version of the readers; another one reads again.")
    report = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "extension"], name="one_reading_per_file")]


class PictureLocation(models.Model):
    """That an uploaded picture carried where it was taken; only the fact is kept, never the place (拍摄地点)."""

    digest = models.CharField(max_length=64, unique=True, help_text="Digest of the clean file that was kept.")
