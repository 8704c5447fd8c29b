"""The Django application of this room."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """What is looked for in a draft before it is reviewed and signed."""

    name = "cms.checks"
    label = "checks"
    verbose_name = "内容检查"

    def ready(self) -> None:
        """Listen for pictures that told where they were taken."""
        from . import uploaded  # noqa: F401
