"""Policy documents with their catalogue card."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..blocks import BodyBlock
from .base import ListedPage
from .listed_panels import listed_panels


class PolicyPage(ListedPage):
    """A policy document (政策文件) with the items of its index card (《政府信息公开目录》著录项)."""

    class Validity(models.TextChoices):
        """Whether the document is in force (有效性)."""

        VALID = "valid", "有效"
        AMENDED = "amended", "已修改"
        REPEALED = "repealed", "已废止"
        EXPIRED = "expired", "已失效"
        UNKNOWN = "unknown", "未标注"

    kind = "policy"
    column_lists = "policies"
    index_number = models.CharField("索引号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=120, blank=True, help_text="写全称，不用简称。")
    subject = models.CharField("主题分类", max_length=120, blank=True, help_text="例如 综合政务\\政务公开")
    date_written = models.DateField("成文日期", null=True, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity.choices, default=Validity.VALID)
    body = StreamField(BodyBlock(), blank=True, verbose_name="正文")
    content_panels: ClassVar[list[Any]] = listed_panels(
        own=[
            MultiFieldPanel(
                [
                    FieldPanel("document_number"),
                    FieldPanel("issuer"),
                    FieldPanel("index_number"),
                    FieldPanel("subject"),
                    FieldPanel("date_written"),
                    FieldPanel("validity"),
                ],
                heading="文件著录",
            )
        ]
    )

    class Meta:
        verbose_name = "政策文件"
        verbose_name_plural = "政策文件"
