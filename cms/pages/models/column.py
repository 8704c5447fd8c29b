"""A column: a section of an edition that lists documents."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.checks.panel import ContentCheckPanel
from sites.registry.models import StandardColumn

from ..panels import PublicStatusPanel, title_panel
from .base import PublicPage


class ColumnPage(PublicPage):
    """A section that lists documents of one sort; may hold sub-columns (栏目)."""

    kind = "column"
    description = models.CharField("栏目说明", max_length=200, blank=True, help_text="一句话说明栏目发布什么。")
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="多个关键词用顿号或逗号隔开。")
    standard = models.ForeignKey(
        StandardColumn,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="columns",
        verbose_name="对应的标准栏目",
    )
    column_type = models.CharField("网页标签 ColumnType", max_length=30, blank=True, help_text="不填就用标准栏目的。")
    lists = models.CharField(
        "内容类别", max_length=12, choices=StandardColumn.Lists.choices, default=StandardColumn.Lists.NEWS
    )
    in_navigation = models.BooleanField("放进导航", default=True)
    position = models.PositiveSmallIntegerField("次序", default=0, help_text="小的在前。")

    parent_page_types: ClassVar[list[Any]] = ["pages.HomePage", "pages.ColumnPage"]
    subpage_types: ClassVar[list[Any]] = [
        "pages.ColumnPage",
        "pages.ArticlePage",
        "pages.PolicyPage",
        "pages.ServicePage",
        "pages.LeaderPage",
    ]
    content_panels: ClassVar[list[Any]] = [
        PublicStatusPanel(),
        ContentCheckPanel(),
        title_panel("栏目名称"),
        FieldPanel("slug", heading="网址名称", help_text="网址里的一段，例如 tzgg；公开以后不能再改。"),
        FieldPanel("lists"),
        FieldPanel("description"),
        FieldPanel("keywords"),
        MultiFieldPanel(
            [FieldPanel("standard"), FieldPanel("column_type"), FieldPanel("in_navigation"), FieldPanel("position")],
            heading="归类和次序",
        ),
    ]

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"

    def clean(self) -> None:
        """Demand a slug that can stand in an address."""
        from ..validation import demand_column_segment

        super().clean()
        demand_column_segment(self)
