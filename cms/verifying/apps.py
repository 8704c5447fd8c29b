"""The Django application of this room."""

from django.apps import AppConfig


class VerifyingConfig(AppConfig):
    """Whether what is live is what the store says, and whether the clock can be believed."""

    name = "cms.verifying"
    label = "verifying"
    verbose_name = "构建核对"
