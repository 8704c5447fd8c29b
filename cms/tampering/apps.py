"""The Django application of this room."""

from django.apps import AppConfig


class TamperingConfig(AppConfig):
    """What the watch over the web roots found."""

    name = "cms.tampering"
    label = "tampering"
    verbose_name = "网页防篡改"
