"""The Django application of importing."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """Batches of documents from files."""

    name = "cms.importing"
    label = "importing"
    verbose_name = "导入"
