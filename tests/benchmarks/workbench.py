"""The folder of one run of measurements: synthetic clusters in it, and how commands are run on them."""

import os
import shutil
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.cluster import ROOT, free_port

from . import process
from .aside import put_aside
from .process import Run

LEFT_OUT = frozenset({"DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"})
"""What commands that are measured do not take over: an installation keeps the modules that Python has compiled."""


@dataclass
class Synthetic:
    """A synthetic cluster in a state folder; ``reset`` takes back whatever was built of it."""

    var: Path
    documents: int

    @property
    def environment(self) -> dict[str, str]:
        """The environment of commands that work on it."""
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        return kept | {"SUMU_VAR": str(self.var), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}

    def keep(self) -> None:
        """Remember the database as it is now, for ``reset``."""
        shutil.copyfile(self.var / "sumu.sqlite3", self.var / "filled.sqlite3")

    def reset(self) -> None:
        """Remove releases and web roots, and put the remembered database back."""
        for name in ("releases", "www"):
            put_aside(self.var / name)
        for name in ("sumu.sqlite3-wal", "sumu.sqlite3-shm"):
            (self.var / name).unlink(missing_ok=True)
        shutil.copyfile(self.var / "filled.sqlite3", self.var / "sumu.sqlite3")

    def manage(self, *arguments: str, settings: str = "") -> Run:
        """Run a command of ``manage.py`` as a process of its own and return what it took."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        environment = self.environment | ({"DJANGO_SETTINGS_MODULE": settings} if settings else {})
        return process.run(command, environment=environment, folder=ROOT, log=self.var / "log.txt")

    def module(self, name: str, *arguments: str, settings: str = "cms.settings.editing") -> str:
        """Run a module of these measurements on the cluster, under ``settings``, and return what it printed."""
        command = [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments]
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": settings}
        process.run(command, environment=environment, folder=ROOT, log=self.var / "log.txt")
        return (self.var / "log.txt").read_text()


@dataclass
class Workbench:
    """Makes synthetic clusters below ``folder``; the database is migrated once for all of them."""

    folder: Path
    made: dict[str, Synthetic] = field(default_factory=dict)

    @cached_property
    def port(self) -> int:
        """The port that the clusters' public addresses name; it stays when the folder is used again."""
        said = self.folder / "port"
        if not said.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            said.write_text(str(free_port()))
        return int(said.read_text())

    def cluster(
        self, documents: int, *, characters: int = 1500, navigation: int = 150, sites: int = 20, name: str = ""
    ) -> Synthetic:
        """Return the cluster of this shape, made when it is first asked for."""
        called = name or f"{documents}-{characters}-{navigation}-{sites}"
        if called not in self.made:
            found = Synthetic(self.folder / called, documents)
            if not (found.var / "filled.sqlite3").exists():
                shutil.rmtree(found.var, ignore_errors=True)  # left by a run that was ended
                found.var.mkdir(parents=True)
                shutil.copyfile(self._migrated(), found.var / "sumu.sqlite3")
                said = ["--documents", str(documents), "--characters", str(characters), "--sites", str(sites)]
                said += ["--navigation", str(navigation), "--port", str(self.port), "--var", str(found.var)]
                print(found.module("synthetic", *said).strip().splitlines()[-1], file=sys.stderr)
                found.keep()
            self.made[called] = found
        return self.made[called]

    def drop(self, cluster: Synthetic) -> None:
        """Remove a cluster that is no longer needed."""
        self.made = {name: held for name, held in self.made.items() if held is not cluster}
        shutil.rmtree(cluster.var)

    def _migrated(self) -> Path:
        empty = Synthetic(self.folder / "empty", 0)
        database = empty.var / "sumu.sqlite3"
        if not database.exists():
            empty.var.mkdir(parents=True, exist_ok=True)
            empty.manage("migrate", "--verbosity", "0")
        return database
