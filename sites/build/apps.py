"""The Django application of the builder."""

from django.apps import AppConfig


class BuildConfig(AppConfig):
    """Which outputs exist, what they depend on, and how they are rendered."""

    name = "sites.build"
    label = "build"
    verbose_name = "页面生成"
