"""The Django application of releases."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """The releases of a site as its administrator sees them: time line, differences, rollback."""

    name = "cms.releases"
    label = "site_releases"
    verbose_name = "发布版本"
