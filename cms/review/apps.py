"""The Django application of review."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The review chain."""

    name = "cms.review"
    label = "review"
    verbose_name = "审签"
