"""Leaders and what they are responsible for."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..blocks import BodyBlock
from .base import ListedPage
from .listed_panels import listed_panels


class LeaderPage(ListedPage):
    """A leader (领导信息): the title is the name, the body the curriculum vitae."""

    kind = "leader"
    column_lists = "leaders"
    post = models.CharField("职务", max_length=120)
    portfolio = models.TextField("工作分工", blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0, help_text="小的在前。")
    body = StreamField(BodyBlock(), blank=True, verbose_name="简历")
    content_panels: ClassVar[list[Any]] = listed_panels(
        title="姓名",
        body="简历",
        own=[FieldPanel("post"), FieldPanel("portfolio"), FieldPanel("position")],
    )

    class Meta:
        verbose_name = "领导"
        verbose_name_plural = "领导"
