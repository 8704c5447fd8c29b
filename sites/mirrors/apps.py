"""The Django application of the mirrors."""

from django.apps import AppConfig


class MirrorsConfig(AppConfig):
    """Nodes that the publisher pushes to; bundles for an air gap."""

    name = "sites.mirrors"
    label = "mirrors"
    verbose_name = "镜像"
