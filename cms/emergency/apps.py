"""The Django application of this room."""

from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    """The fast way for two persons, reviewed afterwards."""

    name = "cms.emergency"
    label = "emergency"
    verbose_name = "应急发布"
