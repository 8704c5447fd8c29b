"""The Django application of the ground room."""

from django.apps import AppConfig


class MultilingualConfig(AppConfig):
    """Languages, scripts and folding: the room that every other one stands on."""

    name = "multilingual"
    label = "multilingual"
    verbose_name = "多语种"
