"""Service guides."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..blocks import BodyBlock
from .base import ListedPage
from .listed_panels import listed_panels


class ServicePage(ListedPage):
    """A service guide (办事指南) with the key elements that the inspection asks for (要素)."""

    kind = "service"
    column_lists = "services"
    basis = models.TextField("设定依据", blank=True)
    conditions = models.TextField("申请条件", blank=True)
    materials = models.TextField("办理材料", blank=True, help_text="一行一种材料。")
    process = models.TextField("办理流程", blank=True)
    place = models.TextField("办理地点", blank=True)
    hours = models.TextField("办理时间", blank=True)
    phone = models.TextField("联系电话", blank=True)
    time_limit = models.TextField("办理时限", blank=True)
    fee = models.TextField("收费标准", blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name="补充说明")
    content_panels: ClassVar[list[Any]] = listed_panels(
        title="事项名称",
        body="补充说明",
        own=[
            MultiFieldPanel(
                [
                    FieldPanel(name)
                    for name in (
                        "basis",
                        "conditions",
                        "materials",
                        "process",
                        "place",
                        "hours",
                        "phone",
                        "time_limit",
                        "fee",
                    )
                ],
                heading="办事要素",
            )
        ],
    )

    class Meta:
        verbose_name = "办事指南"
        verbose_name_plural = "办事指南"
