"""The Django application of the registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Sites, editions, organisations and the standard columns."""

    name = "sites.registry"
    label = "registry"
    verbose_name = "站点登记"
