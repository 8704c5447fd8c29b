"""The ledger's heads that the releases carry: what the ledger held then, witnessed outside the database.

Every release's message names the newest entry and its chain value. Whoever rewrites the ledger would have to rewrite
the history of every site's repository too, and of each of its mirrors.
"""

import re
from pathlib import Path

import pygit2
from django.conf import settings

from sites.git.repository import Repository
from sites.store.audit import Head

_LINE = re.compile(r"^Ledger: ([0-9]+) ([0-9a-f]{64})$", re.MULTILINE)


def line_of(head: Head) -> str:
    """Return the line by which a release's message names ``head``; nothing while the ledger is empty."""
    return f"Ledger: {head.entry} {head.chain}\n" if head.entry else ""


def witnessed() -> dict[int, dict[str, str]]:
    """Return every head that a release names: by entry id, each chain value said of it and which release says so."""
    found: dict[int, dict[str, str]] = {}
    for path in sorted((Path(settings.SUMU_VAR) / "releases").glob("*.git")):
        repository = Repository(path)
        newest = repository.head()
        if newest is None:
            continue
        for commit in repository.git.walk(newest.id):
            for entry, chain in heads_in(commit):
                found.setdefault(entry, {}).setdefault(chain, f"{path.stem} {str(commit.id)[:12]}")
    return found


def heads_in(commit: pygit2.Commit) -> list[tuple[int, str]]:
    """Return the heads that a release's message names, as ids and chain values."""
    return [(int(entry), chain) for entry, chain in _LINE.findall(commit.message)]
