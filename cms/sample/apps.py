"""The Django application of sample."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """The invented sample cluster."""

    name = "cms.sample"
    label = "sample"
    verbose_name = "样例"
