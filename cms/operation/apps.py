"""The Django application of operation."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """Serving, working, setting up."""

    name = "cms.operation"
    label = "operation"
    verbose_name = "运行"
