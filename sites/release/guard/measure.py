"""How much of a site a prepared release would change or remove."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import pygit2

from sites.git.differences import changes
from sites.git.trees import Change, files_of
from sites.web.redirecting import is_map

PAGES, MEDIA = "pages", "media"
"""What is counted, each kind by itself. Styles, scripts, feeds and maps follow from these and are not."""


@dataclass(frozen=True)
class Differences:
    """The paths of one kind that differ between two releases; what is new is no difference."""

    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def among(self, paths: frozenset[str]) -> "Differences":
        """Return those of them that are in ``paths``."""
        return Differences(self.changed & paths, self.removed & paths)


@dataclass(frozen=True)
class Measure:
    """What a release does to the files of one kind, and how many there are before and after it."""

    differences: Differences = field(default_factory=Differences)
    before: int = 0
    after: int = 0

    @property
    def changed_share(self) -> float:
        """Percent of the files, as many as there are before or after, that change."""
        return _percent(len(self.differences.changed), max(self.before, self.after))

    @property
    def removed_share(self) -> float:
        """Percent of the files there were that go."""
        return _percent(len(self.differences.removed), self.before)


def kind_of(path: str) -> str:
    """Return as what the file at ``path`` is counted, empty for none."""
    if path.startswith("media/"):
        return MEDIA
    return PAGES if path.endswith(".html") and not path.startswith("assets/") else ""


def differences(before: pygit2.Tree, after: pygit2.Tree, changed: Iterable[Change]) -> dict[str, Differences]:
    """Return what of the files ``changed`` from ``before`` to ``after`` changes and what goes, by kind.

    A page goes as well when what takes its place only says that it is gone, or where to.
    """
    found: dict[str, tuple[set[str], set[str]]] = {PAGES: (set(), set()), MEDIA: (set(), set())}
    left = _newly_left(before, after)
    for path, was, now in changed:
        kind = kind_of(path)
        if kind and was is not None:
            found[kind][now is None or path.removesuffix("index.html") in left].add(path)
    return {kind: Differences(frozenset(changed), frozenset(removed)) for kind, (changed, removed) in found.items()}


def differing(before: pygit2.Tree, after: pygit2.Tree) -> frozenset[str]:
    """Return every path that is not the same in both, new ones included."""
    return frozenset(path for path, _was, _now in changes(before, after))


def numbers(tree: pygit2.Tree) -> dict[str, int]:
    """Return how many files of each kind ``tree`` holds."""
    found = {PAGES: 0, MEDIA: 0}
    for path, _blob in files_of(tree):
        if kind := kind_of(path):
            found[kind] += 1
    return found


def _newly_left(before: pygit2.Tree, after: pygit2.Tree) -> set[str]:
    """Return the addresses of which ``after`` says, and ``before`` did not, that nothing stands there any more."""
    found: set[str] = set()
    for name in (str(entry.name) for entry in after):
        if is_map(name) and (name not in before or before[name].id != after[name].id):
            found |= _left(after, name) - _left(before, name)
    return found


def _left(tree: pygit2.Tree, name: str) -> set[str]:
    try:
        held = tree[name]
        table = json.loads(held.data) if isinstance(held, pygit2.Blob) else {}
    except (KeyError, ValueError):
        return set()
    return {str(path).removesuffix("index.html") for path in table}


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
