"""The Django application of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may do what at which site."""

    name = "cms.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        """Keep the names of other sites' people out of Wagtail's filters."""
        from .user_filters import narrow

        narrow()
