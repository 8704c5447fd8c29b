"""A site as it stood at one release: its files straight from the repository, and where they lay (某次发布的网站)."""

from dataclasses import dataclass
from functools import cached_property

import pygit2

from sites.git import trailers
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.release import history
from sites.release.places import repository_path

NOT_FOUND = "404.html"


class NoSuchRelease(LookupError):
    """Raised for a name that is no release of the site."""


@dataclass(frozen=True)
class SiteAt:
    """``site`` at ``commit``."""

    site: Site
    repository: Repository
    commit: pygit2.Commit

    @classmethod
    def find(cls, site: Site, name: str) -> "SiteAt":
        """Return the site at the release with this whole name. Raises ``NoSuchRelease``."""
        repository = Repository(repository_path(site))
        commit = history.named(repository, name)
        if commit is None:
            raise NoSuchRelease(name)
        return cls(site, repository, commit)

    @property
    def name(self) -> str:
        """The release's name."""
        return str(self.commit.id)

    @cached_property
    def release(self) -> history.Release:
        """What the release says of itself."""
        return history.told(self.commit)

    @property
    def before(self) -> "SiteAt | None":
        """The site at the release before this one, None at the first."""
        parent = history.parent(self.commit)
        return SiteAt(self.site, self.repository, parent) if parent is not None else None

    @cached_property
    def host(self) -> str:
        """The host that the site had then."""
        return trailers.read(self.commit).host or str(self.site.host)

    @cached_property
    def base(self) -> str:
        """The path that the site stood at on its host, from ``/`` to ``/``."""
        said = trailers.read(self.commit)
        path = said.path if said.host else self.site.path
        return f"/{path}/" if path else "/"

    def read(self, path: str) -> bytes | None:
        """Return the bytes that stood at ``path`` below the site's base, None when nothing did."""
        wanted = path + "index.html" if not path or path.endswith("/") else path
        try:
            found = self.commit.tree[wanted]
        except KeyError:
            return None
        return found.data if isinstance(found, pygit2.Blob) else None

    def below(self, address: str) -> str | None:
        """Return the path below the site's base that ``address`` (from ``/``) leads to, None when it leads outside.

        Below the base of a site at its host's root stand other sites: an address counts as its own when the release
        holds it.
        """
        if address + "/" == self.base:
            return ""
        if not address.startswith(self.base):
            return None
        path = address[len(self.base) :]
        return path if self.base != "/" or not path or self._holds(path) else None

    def _holds(self, path: str) -> bool:
        return path.partition("/")[0] in self._top

    @cached_property
    def _top(self) -> set[str]:
        return {str(entry.name) for entry in self.commit.tree}
