"""Where a site's repository and its web root lie."""

from pathlib import Path

from django.conf import settings

from sites.registry.models import Site


def repository_path(site: Site) -> Path:
    """Return the folder of the bare repository of ``site``."""
    return Path(settings.SUMU_VAR) / "releases" / f"{site.key}.git"


def web_root(site: Site) -> Path:
    """Return the folder that the public sees at the base of ``site``."""
    root = Path(settings.SUMU_VAR) / "www" / site.host
    return root / site.path if site.path else root
