"""The tables of imports: a batch and its rows."""

import uuid

from django.conf import settings
from django.db import models

from sites.registry.models import Site
from sites.store import clock


def _new_key() -> str:
    return f"import-{uuid.uuid4().hex}"


class ImportBatch(models.Model):
    """One file, reviewed as a whole (导入批次): its approvals name the digest of all its rows."""

    class State(models.TextChoices):
        """Where the batch stands."""

        READING = "reading", "读取中"
        DRAFT = "draft", "待审"
        FIRST_APPROVED = "first", "审核中"
        APPROVED = "approved", "已通过"
        ADMITTING = "admitting", "公开中"
        DONE = "done", "已公开"
        RETURNED = "returned", "已退回"

    key = models.CharField(max_length=64, unique=True, default=_new_key, editable=False)
    file_name = models.CharField("文件名", max_length=200)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="import_batches", verbose_name="站点")
    column = models.ForeignKey("pages.ColumnPage", on_delete=models.PROTECT, related_name="+", verbose_name="栏目")
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提交人"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.READING)
    manifest_digest = models.CharField("批次摘要", max_length=64, blank=True)
    note = models.TextField("退回理由", blank=True)
    created_at = models.DateTimeField("提交时间", default=clock.now)

    class Meta:
        ordering = ["-id"]
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"

    def __str__(self) -> str:
        return f"{self.file_name} → {self.column}"

    @property
    def authors(self) -> list[str]:
        """The user names of whoever must not approve it."""
        return [self.submitter.get_username()] if self.submitter else []


class ImportRow(models.Model):
    """One line of the file: a document to be, or why it is none."""

    class State(models.TextChoices):
        """What became of the line."""

        NEW = "new", "新增"
        CHANGED = "changed", "更新"
        UNCHANGED = "unchanged", "已公开，无变化"
        MALFORMED = "malformed", "不可用"
        ADMITTED = "admitted", "已公开"
        REFUSED = "refused", "未能公开"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField("行号")
    title = models.CharField("标题", max_length=255, blank=True)
    group = models.CharField(max_length=32, blank=True, help_text="Translation key of its page, without dashes.")
    document_key = models.CharField(max_length=64, blank=True)
    content = models.JSONField(default=dict, help_text="The values of its page's fields.")
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField("结果", max_length=10, choices=State.choices)
    reason = models.CharField("原因", max_length=300, blank=True)
    findings = models.JSONField(default=list, help_text="What the checks found that is not serious.")

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="one_row_per_line")]
        indexes = [models.Index(fields=["batch", "state"], name="importing_batch_state")]
        verbose_name = "导入行"
        verbose_name_plural = "导入行"

    def __str__(self) -> str:
        return f"{self.line} {self.title or self.reason}"


WANTED = (ImportRow.State.NEW, ImportRow.State.CHANGED)
"""Rows that still are to become public."""

REVIEWED = (*WANTED, ImportRow.State.ADMITTED, ImportRow.State.REFUSED)
"""Rows that the approvals of a batch are about."""
