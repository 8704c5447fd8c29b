"""What the registry tells nginx: the hosts of the sites, and where each site's web root lies."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sites.registry import addresses
from sites.registry.models import Site
from sites.web.nginx.configuration import Host

from .places import web_root


def hosts() -> list[Host]:
    """Return the hosts of the registered sites, by name."""
    by_name: dict[str, list[Site]] = defaultdict(list)
    for site in Site.objects.prefetch_related("editions").order_by("host", "path"):
        by_name[site.host].append(site)
    return [_host(name, sites) for name, sites in sorted(by_name.items())]


def _host(name: str, sites: list[Site]) -> Host:
    folders = {addresses.edition_root(site, edition.language) for site in sites for edition in site.editions.all()}
    return Host(
        name=name,
        root=str(Path(settings.SUMU_VAR) / "www" / name),
        is_https=any(site.scheme == "https" for site in sites),
        folders=sorted(folders | {"/"}),
    )


def roots() -> Iterator[tuple[str, Path]]:
    """Yield the address of each registered site, without its scheme, and its web root."""
    for site in Site.objects.order_by("host", "path"):
        yield site.host + addresses.site_root(site), web_root(site)
