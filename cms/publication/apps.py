"""The Django application of publication."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Where each document stands on its way to the public, for its editor."""

    name = "cms.publication"
    label = "publication"
    verbose_name = "发布状态"
