"""The Django application of a web node."""

from django.apps import AppConfig


class NodeConfig(AppConfig):
    """Releases that came in, web roots, the watch over them."""

    name = "sites.node"
    label = "node"
    verbose_name = "网站节点"
