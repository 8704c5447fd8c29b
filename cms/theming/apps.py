"""The Django application of this room."""

from django.apps import AppConfig


class ThemingConfig(AppConfig):
    """An installed theme becomes public by approval alone."""

    name = "cms.theming"
    label = "theming"
    verbose_name = "网站主题"
