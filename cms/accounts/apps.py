"""The Django application of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may do what at which site."""

    name = "cms.accounts"
    label = "accounts"
    verbose_name = "账号"
