"""The Django application of the releases."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """One git repository a site: commits, checkouts, web roots."""

    name = "sites.release"
    label = "release"
    verbose_name = "发布上线"
