"""The home page of an edition."""

from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..blocks import HomeBlock
from ..panels import PublicStatusPanel
from .base import PublicPage


class HomePage(PublicPage):
    """The home of one edition; its slug is the language code; made by code (首页)."""

    kind = "home"
    body = StreamField(HomeBlock(), blank=True, verbose_name="首页内容")

    parent_page_types: ClassVar[list[Any]] = ["pages.SitePage"]
    subpage_types: ClassVar[list[Any]] = ["pages.ColumnPage"]
    is_creatable = False
    content_panels: ClassVar[list[Any]] = [PublicStatusPanel(), *PublicPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"
