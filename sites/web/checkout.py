"""Bringing a web root to what the newest release says, whole at every moment.

What a web root holds is known from the commit that ``LIVE`` names, never from listing the folder: files of
others and the web roots of sites below it are out of reach. Ended at any point, a checkout is simply repeated.
"""

from collections.abc import Mapping
from contextlib import suppress

import pygit2

from sites.git import faults
from sites.git.paths import check
from sites.git.repository import MAIN, Repository
from sites.git.trees import files_of

from .checkout_lock import below_host, checking_out
from .staging import data_of
from .switching import CannotSwitch, Switch, holds_aside, tidy
from .webroot import WebRoot

LIVE = "refs/sumu/live"
"""What the web root holds."""
GOING = "refs/sumu/going"
"""Towards what it is being changed; there only while that is under way, or was ended half-way."""
ASIDE = "refs/sumu/aside"
"""What lies aside since a switch; there only until that is cleared away."""
SHARED = ("assets/", "media/")
"""Below these lie files named by their digest, which pages point to: they come before the pages and go after them."""
AT_ONCE = 100
"""From how many changed pages on they are shown at once, if that is also a share of ``SHARE`` of the site's pages."""
SHARE = 0.1
Wanted = tuple[str, pygit2.Oid | None]
"""The path of a file that may differ, and the blob that shall lie there; None where it goes."""


def check_out(repository: Repository, root: WebRoot, *, leaves_aside: bool = False) -> int:
    """Bring ``root`` to the newest release; return how many files were written or removed.

    The first time every file is written. What ``repository`` has at hand is not read from it. What a switch took the
    place of is cleared away too, unless the caller has more urgent things to do (``leaves_aside``) and calls
    ``clear_aside`` afterwards. Raises ``BadPath`` before anything is written if the release holds a path that may not
    be there.
    """
    with checking_out(repository.path), below_host(root):
        main, live, going = (repository.head(name) for name in (MAIN, LIVE, GOING))
        if main is None or (live is not None and live.id == main.id and going is None):
            return 0
        changes = list(_changes(repository, live, going, main).items())
        for path, _ in changes:
            check(path, root.neighbours)
        _clear(repository, root)
        repository.mark(GOING, str(main.id))
        is_simple = going is None or going.id == main.id
        if not is_simple or not _switch(repository, root, live, main, changes):
            _write_each(repository.git, root, changes, repository.at_hand)
        repository.mark(LIVE, str(main.id))
        repository.git.references.delete(GOING)
        if not leaves_aside:
            _clear(repository, root)
        return len(changes)


def clear_aside(repository: Repository, root: WebRoot) -> None:
    """Clear away what the last switch took the place of: thousands of files, which no reader waits for."""
    if holds_aside(root):
        with checking_out(repository.path):
            _clear(repository, root)


def remove_all(repository: Repository, tree: pygit2.Tree, root: WebRoot) -> None:
    """Remove from ``root`` every file of ``tree``, which lay there before the site moved away; itself too, if empty."""
    with checking_out(repository.path):
        for path, _ in list(files_of(tree)):
            root.remove(path)
        with suppress(OSError):
            root.folder.rmdir()


def _changes(
    repository: Repository, live: pygit2.Commit | None, going: pygit2.Commit | None, main: pygit2.Commit
) -> dict[str, pygit2.Oid | None]:
    """Return each file that may differ: also those that an ended checkout of another release may have touched."""
    found = {path: now for path, _was, now in repository.changes(live, main)}
    if going is not None and going.id != main.id:
        found |= {path: now for path, _was, now in repository.changes(going, main)}
    return found


def _clear(repository: Repository, root: WebRoot) -> None:
    if holds_aside(root):
        known = [repository.head(name) for name in (ASIDE, LIVE, GOING, MAIN)]
        tidy(root, [commit.tree for commit in known if commit is not None])
    if ASIDE in repository.git.references:
        repository.git.references.delete(ASIDE)


def _switch(
    repository: Repository, root: WebRoot, live: pygit2.Commit | None, main: pygit2.Commit, changes: list[Wanted]
) -> bool:
    """Show many changes at once; return whether that was done. What they take the place of lies aside then."""
    git, at_hand = repository.git, repository.at_hand
    pages = sum(1 for path, _ in changes if not path.startswith(SHARED))
    if pages < AT_ONCE or (live is not None and pages < SHARE * _pages_in(main.tree)):
        return False
    switch = Switch(git, root, None if live is None else live.tree, main.tree, at_hand)
    shared = [change for change in changes if change[0].startswith(SHARED)] if root.neighbours else []
    try:
        switch.prepare(kept=tuple(folder.rstrip("/") for folder in SHARED))
    except CannotSwitch:
        return False
    _write(git, root, [change for change in shared if change[1] is not None], at_hand)
    if live is not None:
        repository.mark(ASIDE, str(live.id))
    is_whole = switch.show()
    root.forget()
    if not is_whole:
        _write(git, root, [change for change in changes if change[1] is None], {})
    return True


def _pages_in(tree: pygit2.Tree) -> int:
    folders = [entry for entry in tree if isinstance(entry, pygit2.Tree) and f"{entry.name}/" not in SHARED]
    return len(tree) + sum(1 for folder in folders for _ in files_of(folder))


def _write_each(git: pygit2.Repository, root: WebRoot, changes: list[Wanted], at_hand: Mapping[bytes, bytes]) -> None:
    """Write file by file: what pages point to first, what no page points to any more last."""
    shared = [change for change in changes if change[0].startswith(SHARED)]
    pages = [change for change in changes if not change[0].startswith(SHARED)]
    _write(git, root, [(path, blob) for path, blob in shared if blob is not None], at_hand)
    _write(git, root, pages, at_hand)
    _write(git, root, [(path, blob) for path, blob in shared if blob is None], at_hand)


def _write(git: pygit2.Repository, root: WebRoot, changes: list[Wanted], at_hand: Mapping[bytes, bytes]) -> None:
    for path, blob in changes:
        if blob is None:
            root.remove(path)
            faults.point("checked-out-part")
    for path, blob in changes:
        if blob is not None:
            root.write(path, data_of(git, blob, at_hand))
            faults.point("checked-out-part")
