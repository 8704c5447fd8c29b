"""The Django application of media."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures and attachments."""

    name = "cms.media"
    label = "media"
    verbose_name = "媒体"
