"""The Django application of review."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The review chain."""

    name = "cms.review"
    label = "review"
    verbose_name = "审签"

    def ready(self) -> None:
        """Listen to Wagtail's signals."""
        from . import signals  # noqa: F401
