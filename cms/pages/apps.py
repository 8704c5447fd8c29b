"""The Django application of pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Page types, blocks and preview."""

    name = "cms.pages"
    label = "pages"
    verbose_name = "页面"
