"""What nginx needs to know on a node, told by the releases: hosts, pages for what is not found, old addresses."""

import logging
import subprocess
from pathlib import Path

import pygit2

from sites.git.repository import MAIN, Repository
from sites.web.checkout import LIVE
from sites.web.nginx.configuration import Host
from sites.web.nginx.maps import write_maps

from .places import Place, Places

logger = logging.getLogger("sumu.node")
NOT_FOUND = "404.html"
PATIENCE = 60


def maps_folder(var: Path) -> Path:
    """Return where nginx finds the maps of addresses that lead on or are gone."""
    return var / "nginx"


def refresh_maps(var: Path, places: Places, reload: list[str]) -> bool:
    """Bring the maps to what is live, and let nginx read them by the command ``reload`` if they changed."""
    roots = [(_base(place), places.root_of(place).folder) for place in places]
    if not write_maps(maps_folder(var), roots):
        return False
    if reload:
        try:
            subprocess.run(reload, check=True, timeout=PATIENCE)  # noqa: S603  (a command that the technician set)
        except (OSError, subprocess.SubprocessError):
            logger.exception("nginx did not read the maps: %s", " ".join(reload))
    return True


def hosts(var: Path, *, is_https: bool) -> list[Host]:
    """Return the hosts of the sites that this node holds, by name."""
    places = Places(var)
    folders: dict[str, set[str]] = {}
    for place in places:
        folders.setdefault(place.host, {"/"}).update(_with_page_of_their_own(place))
    return [Host(name, str(places.www / name), is_https, sorted(found)) for name, found in sorted(folders.items())]


def _with_page_of_their_own(place: Place) -> list[str]:
    """Return the folders that say themselves what is not found: the site's, and those of its editions."""
    repository = Repository(place.repository)
    commit = repository.head(LIVE) or repository.head(MAIN)
    if commit is None:
        return []
    base = _base(place).removeprefix(place.host)
    found = [base] if NOT_FOUND in commit.tree else []
    folders = [entry for entry in commit.tree if isinstance(entry, pygit2.Tree) and NOT_FOUND in entry]
    return found + [f"{base}{entry.name}/" for entry in folders]


def _base(place: Place) -> str:
    return f"{place.host}/{place.path}/" if place.path else f"{place.host}/"
