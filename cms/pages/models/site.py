"""The container of a site's editions."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class SitePage(Page):
    """Holds the homes of one registered site; made by code, never public itself (站点)."""

    site = models.OneToOneField("registry.Site", on_delete=models.PROTECT, related_name="page", verbose_name="站点")

    parent_page_types: ClassVar[list[Any]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[Any]] = ["pages.HomePage"]
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title", heading="站点", read_only=True, help_text="站点由系统管理员在登记表里管理。")
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    preview_modes: ClassVar[list[Any]] = []
    is_creatable = False
    admin_default_ordering = ""
    """Leaves the order to the hook that sorts by language."""

    class Meta:
        verbose_name = "站点"
        verbose_name_plural = "站点"

    def get_url_parts(self, request: Any = None) -> None:
        """Return None: a container has no address."""
