"""The Django application of this room."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """Changes of what is no page: site settings, shared vocabulary, redirects, the theme."""

    name = "cms.changes"
    label = "changes"
    verbose_name = "事项变更"
