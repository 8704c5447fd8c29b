"""The Django application of the published store."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    """Published documents, the approvals that let them in, and the outbox of changes."""

    name = "sites.store"
    label = "store"
    verbose_name = "发布库"

    def ready(self) -> None:
        """Protect the registry's rows, and after each change of the database's tables the append-only ones."""
        from .settling import guarding

        guarding.connect()
        post_migrate.connect(protect, sender=self, dispatch_uid="sumu protection")


def protect(using: str, **kwargs: Any) -> None:
    """Make the triggers that keep the append-only tables append-only."""
    from .protection import install

    install(connections[using])
