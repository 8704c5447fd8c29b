"""Which files differ between two releases, found by their trees: folders that are the same are not looked into."""

from collections.abc import Iterator

import pygit2

from .trees import Change, entry_at, files_of


def changes(old: pygit2.Tree | None, new: pygit2.Tree | None, prefix: str = "") -> Iterator[Change]:
    """Yield each file that differs.

    Where a file takes a folder's place, or the other way round, what goes comes first. libgit2's own comparison walks
    through both trees whole: 0.3 s for 50,000 files, of which five differ.
    """
    if old is None or new is None:
        yield from ((path, was, None) for path, was in files_of(old, prefix))
        yield from ((path, None, now) for path, now in files_of(new, prefix))
        return
    before = {str(entry.name): entry.id for entry in old}
    after = {str(entry.name): entry.id for entry in new}
    for name in sorted({name for name, _blob in before.items() ^ after.items()}):
        (old_folder, old_file), (new_folder, new_file) = (_sorted_out(entry_at(tree, name)) for tree in (old, new))
        if old_file is not None and new_file is None:
            yield prefix + name, old_file, None
        if old_folder is not None or new_folder is not None:
            yield from changes(old_folder, new_folder, f"{prefix}{name}/")
        if new_file is not None:
            yield prefix + name, old_file, new_file


def _sorted_out(entry: pygit2.Object | None) -> tuple[pygit2.Tree | None, pygit2.Oid | None]:
    """Return ``entry`` as a folder, or as the name of a file's blob."""
    if isinstance(entry, pygit2.Tree):
        return entry, None
    return None, None if entry is None else entry.id
