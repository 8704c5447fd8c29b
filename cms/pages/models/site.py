"""The container of a site's editions."""

from typing import Any, ClassVar

from django.db import models
from wagtail.models import Page


class SitePage(Page):
    """Holds the homes of one registered site; made by code, never public itself (站点)."""

    site = models.OneToOneField("registry.Site", on_delete=models.PROTECT, related_name="page", verbose_name="站点")

    parent_page_types: ClassVar[list[Any]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[Any]] = ["pages.HomePage"]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    preview_modes: ClassVar[list[Any]] = []
    is_creatable = False

    class Meta:
        verbose_name = "站点"
        verbose_name_plural = "站点"

    def get_url_parts(self, request: Any = None) -> None:
        """Return None: a container has no address."""
