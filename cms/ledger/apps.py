"""The Django application of this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The record of who did what, for those who must answer for it."""

    name = "cms.ledger"
    label = "ledger"
    verbose_name = "责任追究"

    def ready(self) -> None:
        """Have the time for which logs are kept checked at every start."""
        from . import retention  # noqa: F401
