"""The panels that the listed page types share."""

from typing import Any

from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..panels import PublicStatusPanel, title_panel


def listed_panels(*, own: list[Any], title: str = "标题", body: str = "正文") -> list[Any]:
    """Return the panels of a listed page type, with its ``own`` ones before the body."""
    return [
        PublicStatusPanel(),
        title_panel(title),
        *own,
        FieldPanel("summary"),
        FieldPanel("body", heading=body),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption")], heading="题图"
        ),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("author"), FieldPanel("keywords")], heading="来源和责任"),
    ]
