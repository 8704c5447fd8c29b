"""Whether a release is ours: verified once, then remembered while the process runs."""

from pathlib import Path

import pygit2

from sites.git.repository import Repository
from sites.git.signing import Unsigned

REMEMBERED = 10_000


class Trust:
    """The releases that one of the trusted keys signed."""

    def __init__(self, keys: Path) -> None:
        self._keys = keys
        self._known: dict[pygit2.Oid, str] = {}

    def refusal(self, repository: Repository, commit: pygit2.Commit) -> str:
        """Return why ``commit`` does not count, empty if it does."""
        if commit.id not in self._known:
            try:
                keys = self._keys.read_text().strip()
            except OSError:
                return f"读不到受信任的公钥：{self._keys}"
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[commit.id] = _look(repository, commit, keys)
        return self._known[commit.id]


def _look(repository: Repository, commit: pygit2.Commit, keys: str) -> str:
    try:
        repository.verify(commit, keys)
    except Unsigned as reason:
        return str(reason)
    return ""
