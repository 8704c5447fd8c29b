"""The web root of each site, and the one that it has moved away from."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from sites.build.full import state_of
from sites.build.models import SiteState
from sites.build.theme import settled_digest
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.web.checkout import LIVE
from sites.web.webroot import WebRoot

LEFT = "refs/sumu/left"
"""What a web root held that the site has moved away from."""


def root_of(site: Site) -> WebRoot:
    """Return the web root of ``site``, which knows the sites whose own lie within it."""
    return WebRoot.at(_www(), site.host, site.path, _below(site.host, site.path, site))


def _www() -> Path:
    return Path(settings.SUMU_VAR) / "www"


def _below(host: str, path: str, site: Site) -> list[str]:
    if path:
        return []
    return list(Site.objects.filter(host=host).exclude(path="").exclude(id=site.id).values_list("path", flat=True))


def root_left(site: Site) -> WebRoot | None:
    """Return the web root that ``site`` lay in before, if it has moved and nobody else has taken that place."""
    state = SiteState.objects.filter(site=site).first()
    if state is None or state.base == state_of(site, settled_digest())["base"]:
        return None
    address = urlsplit(state.base)
    host, path = address.hostname or "", address.path.strip("/")
    if (host, path) == (site.host, site.path) or Site.objects.filter(host=host, path=path).exists():
        return None
    return WebRoot.at(_www(), host, path, _below(host, path, site))


def leave(repository: Repository) -> None:
    """Remember what the web root holds that the site leaves; the new one is then written from nothing."""
    live = repository.head(LIVE)
    if live is not None:
        if repository.head(LEFT) is None:  # named already where a process ended before the old place was empty
            repository.mark(LEFT, str(live.id))
        repository.git.references.delete(LIVE)
