"""The Django application of this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The record of who did what, for those who must answer for it."""

    name = "cms.ledger"
    label = "ledger"
    verbose_name = "责任追究"
