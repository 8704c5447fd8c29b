"""Releasing one site: build, commit, remember, check out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from sites.build.change import ChangeBuild
from sites.build.full import FullBuild, is_current, state_of
from sites.build.making import Failure
from sites.build.models import Output, SiteState
from sites.build.program.files import ASSET, MEDIA
from sites.build.theme import folder, settled_digest
from sites.registry.models import Site
from themes import snapshots

from .checkout import LIVE, check_out, remove_all
from .maintenance import is_due, pack_loose
from .places import repository_path
from .repository import Repository
from .urgent import giving_way
from .webroot import WebRoot

LEFT = "refs/sumu/left"
"""What a web root held that the site has moved away from."""


@dataclass(frozen=True)
class Release:
    """One release of a site: its commit, how many public files changed, and what could not be made."""

    commit: str
    files: int
    failures: list[Failure]


def release_changes(site: Site, keys: Iterable[str], message: str, moment: datetime) -> Release:
    """Release what ``keys`` touch at ``site``; everything, if it was built last by another maker or elsewhere.

    Raises ``urgent.GiveWay`` when an emergency comes in meanwhile.
    """
    if not is_current(site):
        return release_all(site, message, moment)
    return _release(ChangeBuild(site, keys), message, moment, gives_way=True)


def release_urgent_changes(site: Site, keys: Iterable[str], message: str, moment: datetime) -> Release:
    """Release what ``keys`` touch at ``site`` and no more: a rebuild that the site still waits for is left for later.

    Until then its pages keep the theme that they have, these included.
    """
    state = SiteState.objects.filter(site=site).first()
    if state is None or not state.theme or state.base != state_of(site, state.theme)["base"]:
        return release_all(site, message, moment, gives_way=False)
    theme = snapshots.load(folder(), state.theme)
    return _release(ChangeBuild(site, keys, theme), message, moment, gives_way=False)


def _release(build: ChangeBuild, message: str, moment: datetime, *, gives_way: bool) -> Release:
    site = build.site
    repository = Repository(repository_path(site))
    outputs = giving_way(build.outputs()) if gives_way else build.outputs()
    commit = repository.commit_changes(outputs, message, moment)
    build.record()
    files = check_out(repository, root_of(site))
    if is_due(repository.path):
        pack_loose(repository.path)
    return Release(commit, files, build.failures)


def release_all(site: Site, message: str, moment: datetime, *, gives_way: bool = True) -> Release:
    """Build ``site`` in full and release it. Raises ``urgent.GiveWay`` when an emergency comes in meanwhile."""
    repository = Repository(repository_path(site))
    old_root = _root_left(site)
    if old_root is not None:
        _leave(repository)
    held = dict(Output.objects.filter(site=site, kind__in=(MEDIA, ASSET)).values_list("path", "digest"))
    build = FullBuild(site, lambda path, digest: held.get(path) == digest and repository.holds(path))
    outputs = giving_way(build.outputs()) if gives_way else build.outputs()
    commit = repository.commit_all(outputs, build.kept, message, moment)
    files = check_out(repository, root_of(site))
    if old_root is not None:
        left = repository.head(LEFT)
        if left is not None:
            remove_all(repository, left.tree, old_root)
    build.record()
    return Release(commit, files, build.failures)


def root_of(site: Site) -> WebRoot:
    """Return the web root of ``site``, which knows the sites whose own lie within it."""
    return WebRoot.at(_www(), site.host, site.path, _below(site.host, site.path, site))


def _www() -> Path:
    return Path(settings.SUMU_VAR) / "www"


def _below(host: str, path: str, site: Site) -> list[str]:
    if path:
        return []
    return list(Site.objects.filter(host=host).exclude(path="").exclude(id=site.id).values_list("path", flat=True))


def _root_left(site: Site) -> WebRoot | None:
    """Return the web root that ``site`` lay in before, if it has moved and nobody else has taken that place."""
    state = SiteState.objects.filter(site=site).first()
    if state is None or state.base == state_of(site, settled_digest())["base"]:
        return None
    address = urlsplit(state.base)
    host, path = address.hostname or "", address.path.strip("/")
    if (host, path) == (site.host, site.path) or Site.objects.filter(host=host, path=path).exists():
        return None
    return WebRoot.at(_www(), host, path, _below(host, path, site))


def _leave(repository: Repository) -> None:
    live = repository.head(LIVE)
    if live is not None:
        repository.mark(LEFT, str(live.id))
        repository.git.references.delete(LIVE)
