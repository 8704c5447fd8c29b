"""News, notices and other plain documents."""

from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..blocks import BodyBlock
from .base import ListedPage
from .listed_panels import listed_panels


class ArticlePage(ListedPage):
    """An article or a notice (稿件)."""

    kind = "article"
    body = StreamField(BodyBlock(), blank=True, verbose_name="正文")
    content_panels: ClassVar[list[Any]] = listed_panels(own=[FieldPanel("document_number")])

    class Meta:
        verbose_name = "稿件"
        verbose_name_plural = "稿件"
