"""The Django application of this room."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """How much lies on the disk, and what of it may go."""

    name = "cms.storage"
    label = "storage"
    verbose_name = "存储"
