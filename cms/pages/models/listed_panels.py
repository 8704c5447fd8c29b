"""The panels that the listed page types share."""

from typing import Any

from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.checks.panel import ContentCheckPanel

from ..panels import PublicStatusPanel, title_panel


def listed_panels(*, own: list[Any], title: str = "标题", body: str = "正文") -> list[Any]:
    """Return the panels of a listed page type, with its ``own`` ones before the body."""
    return [
        PublicStatusPanel(),
        ContentCheckPanel(),
        title_panel(title),
        *own,
        FieldPanel("summary"),
        FieldPanel("body", heading=body),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption")], heading="题图"
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "go_live_at", heading="定时发布", help_text="不填就是签发后立即公开；填了，签发后等到这个时间公开。"
                ),
                FieldPanel("expire_at", heading="到期撤下", help_text="不填就一直公开；填了，到这个时间自动撤下。"),
            ],
            heading="公开时间（北京时间）",
        ),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("author"), FieldPanel("keywords")], heading="来源和责任"),
    ]
