"""The Django application of this room."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    """Log-in, second factor, lock-out, sessions."""

    name = "cms.security"
    label = "security"
    verbose_name = "登录安全"

    def ready(self) -> None:
        """Listen to log-ins and log-outs."""
        from . import signals  # noqa: F401
