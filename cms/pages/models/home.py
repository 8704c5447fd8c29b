"""The home page of an edition."""

from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.checks.panel import ContentCheckPanel

from ..blocks import HomeBlock
from ..panels import PublicStatusPanel, title_panel
from .base import PublicPage


class HomePage(PublicPage):
    """The home of one edition; its slug is the language code; made by code (首页)."""

    kind = "home"
    body = StreamField(HomeBlock(), blank=True, verbose_name="首页内容")

    parent_page_types: ClassVar[list[Any]] = ["pages.SitePage"]
    subpage_types: ClassVar[list[Any]] = ["pages.ColumnPage"]
    is_creatable = False
    admin_default_ordering = ""
    """Leaves the tree's order; ``ord`` would show handles for dragging, which change nothing in public."""
    content_panels: ClassVar[list[Any]] = [
        PublicStatusPanel(),
        ContentCheckPanel(),
        title_panel("网站名称"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"
