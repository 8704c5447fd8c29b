"""Where the web root of each site lies, told by the releases themselves: a node has no registry."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pygit2

from sites.git import trailers
from sites.git.paths import BadPath, check
from sites.git.repository import MAIN, Repository
from sites.web.checkout import LIVE
from sites.web.webroot import WebRoot

LEFT = "refs/sumu/left"
"""What a web root held that the site has moved away from."""


@dataclass(frozen=True)
class Place:
    """One site: its key, its host, its path below that (empty at the host's base), its repository."""

    key: str
    host: str
    path: str
    repository: Path

    @property
    def address(self) -> str:
        """Return ``host/path``."""
        return f"{self.host}/{self.path}"


class Places:
    """The sites that ``var``/releases holds, and every folder that a web root of theirs takes or may still take."""

    def __init__(self, var: Path) -> None:
        self.www = var / "www"
        self.sites: dict[str, Place] = {}
        self.unplaced: list[str] = []
        """The sites whose releases do not say where they stand: made before they did."""
        self.taken: set[tuple[str, str]] = set()
        self.stamp: list[object] = []
        """Changes whenever a release of one of them is published or shown."""
        for path in sorted((var / "releases").glob("*.git")):
            self._read(path)

    def _read(self, path: Path) -> None:
        stamp = _stamp(path)
        held = _known.get(path)
        if held is None or held.stamp != stamp:
            held = _known[path] = _Told(stamp, *_told(path))
        self.stamp.append((path.name, stamp))
        self.taken |= {(place.host, place.path) for place in held.places}
        if held.here is not None:
            self.sites[held.here.key] = held.here
        elif held.is_released:
            self.unplaced.append(path.stem)

    def neighbours(self, host: str, path: str) -> list[str]:
        """Return the folders in the web root at ``host``/``path`` that are other sites'."""
        return [] if path else sorted({other.split("/")[0] for at, other in self.taken if at == host and other})

    def root_of(self, place: Place) -> WebRoot:
        """Return the web root of a site."""
        return WebRoot.at(self.www, place.host, place.path, self.neighbours(place.host, place.path))

    def owner(self, relative: str) -> tuple[Place | None, str]:
        """Return whose the path below ``www`` is, and the path in that site's web root."""
        host, _, rest = relative.partition("/")
        best: Place | None = None
        for place in self.sites.values():
            is_within = not place.path or rest == place.path or rest.startswith(f"{place.path}/")
            if place.host == host and is_within and (best is None or len(place.path) > len(best.path)):
                best = place
        if best is None:
            return None, relative
        return best, rest[len(best.path) :].lstrip("/") if best.path else rest

    def __iter__(self) -> Iterator[Place]:
        return iter(self.sites.values())


@dataclass(frozen=True)
class _Told:
    """What the references of one repository said when their files were as ``stamp`` tells."""

    stamp: tuple[tuple[int, int], ...]
    here: Place | None
    places: list[Place]
    is_released: bool


_known: dict[Path, _Told] = {}
"""Looking at the time of a few files spares opening hundreds of repositories every second."""


def _stamp(path: Path) -> tuple[tuple[int, int], ...]:
    found, base = [], str(path)
    for name in ("packed-refs", MAIN, LIVE, LEFT):
        try:
            facts = os.stat(f"{base}/{name}")  # noqa: PTH116  (strings: for each of many sites, every second)
            found.append((facts.st_mtime_ns, facts.st_ino))
        except OSError:
            found.append((0, 0))
    return tuple(found)


def _told(path: Path) -> tuple[Place | None, list[Place], bool]:
    """Return where the site stands, every place that it takes, and whether it was ever released."""
    if not (path / "HEAD").exists():
        return None, [], False
    repository = Repository(path)
    try:
        commits = [repository.head(name) for name in (LIVE, MAIN, LEFT)]
    except (pygit2.GitError, KeyError, ValueError):
        return None, [], True
    places = [place_of(path, commit) if commit is not None else None for commit in commits]
    here = places[0] if commits[0] is not None else places[1]
    return here, [place for place in places if place is not None], any(commit is not None for commit in commits)


def place_of(repository: Path, commit: pygit2.Commit) -> Place | None:
    """Return where ``commit`` says that its site stands, None where it does not or names no plain folder."""
    said = trailers.read(commit)
    try:
        check(said.host)
        if "/" in said.host or "+" in said.host:
            return None
        if said.path:
            check(said.path)
    except BadPath:
        return None
    return Place(repository.stem, said.host, said.path, repository)
