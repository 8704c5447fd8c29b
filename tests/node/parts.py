"""A publisher and a node, each with a state folder of its own, and what an enemy would bring."""

import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from sites.git import signing, trailers
from sites.git.repository import Repository
from sites.git.trees import files_of
from sites.node.bringing import bring_up
from tests.cluster import ROOT

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HOST = "www.example.cn"


@contextmanager
def at(var: Path):
    """Let what is inside happen on the machine whose state folder is ``var``."""
    before, settings.SUMU_VAR = settings.SUMU_VAR, var
    try:
        yield var
    finally:
        settings.SUMU_VAR = before


class Publisher:
    """Releases sites as the publisher does, without a store behind it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        with at(var):
            self.key = signing.public_key()

    def repository(self, site: str = "portal") -> Repository:
        return Repository(self.var / "releases" / f"{site}.git")

    def release(self, number: int, site: str = "portal", says: str = "", path: str = "", continues: str = "") -> str:
        """Release page ``number`` of ``site``, in a message that calls itself one of the site ``says``."""
        with at(self.var):
            moment = MOMENT + timedelta(minutes=number)
            message = f"admit: {number}\n\n" + trailers.lines_of(says or site, HOST, path or site)
            if continues:
                message = trailers.continuing(message, continues)
            page = (f"a/{number}.html", b"page %d of %s" % (number, site.encode()))
            return self.repository(site).commit_changes([page, ("index.html", b"%d" % number)], message, moment)

    def head(self, site: str = "portal") -> str:
        return str(self.repository(site).head().id)


class Node:
    """A web node with nothing but its folder and the key that it trusts."""

    def __init__(self, var: Path, keys: str) -> None:
        self.var, self.keys = var, keys
        self.releases = var / "releases"
        self.releases.mkdir(parents=True, exist_ok=True)
        (var / "trusted").write_text(keys)

    def repository(self, site: str = "portal") -> Repository:
        return Repository(self.releases / f"{site}.git")

    def check_out(self, repository: Repository) -> object:
        """Bring the web root of a site to its newest release."""
        return bring_up(self.var, repository)

    def root(self, site: str = "portal") -> Path:
        return self.var / "www" / HOST / site

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the node's own commands."""
        own = {"SUMU_VAR": self.var, "SUMU_TRUSTED_KEY": self.var / "trusted"}
        return {"DJANGO_SETTINGS_MODULE": "cms.settings.node", **{name: str(value) for name, value in own.items()}}

    def command(self, *arguments: str) -> str:
        """Return the shell's words for a command of the node, as an SSH server runs it."""
        said = " ".join(f"{name}={value}" for name, value in self.environment.items())
        return f"cd {ROOT} && {said} exec {sys.executable} manage.py node {' '.join(arguments)}"

    def head(self, site: str = "portal") -> str:
        head = self.repository(site).head()
        return "" if head is None else str(head.id)

    def shows(self, site: str = "portal") -> bool:
        """Return whether the web root of ``site`` holds its newest release and nothing else."""
        repository = self.repository(site)
        held = {path: repository.git[blob].data for path, blob in files_of(repository.head().tree)}
        root = self.root(site)
        return held == {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.html")}
