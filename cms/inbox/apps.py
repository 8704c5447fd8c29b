"""The Django application of this room."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """What waits for whom, and until when."""

    name = "cms.inbox"
    label = "inbox"
    verbose_name = "待办"

    def ready(self) -> None:
        """Listen to Wagtail's signals."""
        from . import signals  # noqa: F401
