"""Which files differ between two releases, found by their trees: folders that are the same are not looked into."""

from collections.abc import Iterator

import pygit2

from .trees import files_of

Change = tuple[str, pygit2.Oid | None]
"""A path and its new blob; None where the file is gone."""


def differences(git: pygit2.Repository, old: pygit2.Tree | None, new: pygit2.Tree) -> Iterator[Change]:
    """Yield each file that differs; every file of ``new`` where there is nothing ``old``."""
    if old is None:
        yield from files_of(git, new)
        return
    yield from _differences(git, old, new, "")


def _differences(git: pygit2.Repository, old: pygit2.Tree, new: pygit2.Tree, prefix: str) -> Iterator[Change]:
    before = {str(entry.name): entry for entry in old}
    after = {str(entry.name): entry for entry in new}
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was is not None and now is not None and was.id == now.id:
            continue
        if isinstance(was, pygit2.Tree) and isinstance(now, pygit2.Tree):
            yield from _differences(git, was, now, f"{prefix}{name}/")
            continue
        held = dict(_below(git, now, prefix + name))
        yield from ((path, None) for path, _ in _below(git, was, prefix + name) if path not in held)
        yield from held.items()


def _below(git: pygit2.Repository, entry: pygit2.Object | None, path: str) -> Iterator[tuple[str, pygit2.Oid]]:
    if isinstance(entry, pygit2.Tree):
        yield from files_of(git, entry, f"{path}/")
    elif entry is not None:
        yield path, entry.id
