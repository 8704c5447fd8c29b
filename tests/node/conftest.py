"""A node with signed releases, made as the publisher makes them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sites.exchange.watch import Report
from sites.exchange.watch_files import reports
from sites.git import signing, trailers
from sites.git.repository import Repository
from sites.node.agent import Agent, Pace
from sites.node.places import Places
from sites.node.reports import Reporter
from sites.web.checkout import check_out

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HOST = "www.example.localhost"


@dataclass
class Node:
    """A state folder with releases and web roots."""

    var: Path
    addresses: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def www(self) -> Path:
        return self.var / "www"

    @property
    def key(self) -> Path:
        return signing.key_path().with_suffix(".pub")

    def repository(self, key: str) -> Repository:
        return Repository(self.var / "releases" / f"{key}.git")

    def commit(self, key: str, outputs, address: tuple[str, str]) -> str:
        message = "change\n\n" + trailers.lines_of(key, *address)
        return self.repository(key).commit_all(outputs.items(), [], message, MOMENT)

    def release(self, key: str, outputs, host: str = HOST, path: str = "") -> None:
        """Commit and check out, as the publisher does."""
        self.commit(key, outputs, (host, path))
        places = Places(self.var)
        place = next(place for place in places if place.key == key)
        check_out(self.repository(key), places.root_of(place))

    def agent(self, **pace: float) -> Agent:
        return Agent(self.var, self.key, Reporter(self.var), Pace(**pace) if pace else Pace(1e9, 1))

    def reports(self) -> list[Report]:
        return list(reversed(list(reports(self.var))))


def held(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder`` but the compressed versions."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".gz", ".br")
    }


def sweep(agent: Agent) -> None:
    """Let the agent go through everything, and put right what it found."""
    rounds = agent.rounds
    for _step in range(10_000):
        agent.step()
        pending = sum(len(watched.pending) for watched in agent._watched.values())
        if agent.rounds >= rounds + 2 and not agent._urgent and not pending:
            return
    raise AssertionError("the agent does not come to an end")


@pytest.fixture
def node(settings, tmp_path) -> Node:
    settings.SUMU_VAR = tmp_path / "var"
    signing.ensure_key()
    return Node(settings.SUMU_VAR)


@pytest.fixture
def cluster(node) -> Node:
    """The portal at the base of a host, an office below it, another at a host of its own."""
    node.release("portal", {"index.html": b"portal", "tzgg/1.html": b"notice", "assets/site.css": b"style"})
    node.release("jyj", {"index.html": b"education", "xw/2.html": b"news", "redirects.json": b"{}"}, path="jyj")
    node.release("nmj", {"index.html": b"farming"}, host="nmj.example.localhost")
    return node
