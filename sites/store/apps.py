"""The Django application of the published store."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Published documents, the approvals that let them in, and the outbox of changes."""

    name = "sites.store"
    label = "store"
    verbose_name = "发布库"
