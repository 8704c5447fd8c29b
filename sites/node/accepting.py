"""Whether what came in is a release of ours: the one gate of a node, however a release reached it.

Whatever comes in lies under ``INCOMING``, which nobody serves. It becomes the newest release only here: every release
since the last one signed by a trusted key, each of this very site, each the one successor of the one before.
"""

from collections.abc import Callable, Iterator

import pygit2

from sites.git import signing, trailers
from sites.git.repository import MAIN, Moved, Repository

from .holding import holding

INCOMING = "refs/sumu/incoming"
FORMER = "refs/sumu/former"
"""Below it stay the histories of repositories that the publisher lost: a node may be the last to hold them."""


class Refused(ValueError):
    """Raised for what is no release of ours; the message says which one and why."""


def accept(repository: Repository, site: str, keys: str, check_out: Callable[[Repository], object]) -> int:
    """Let what came in be the newest release of ``site``, and bring the web root to it; return how many came.

    ``keys`` are the public keys trusted here, a line each. ``check_out`` is called with the repository even if nothing
    came, so that what was interrupted is finished. Raises ``Refused``; then what came in is forgotten and nothing else
    changes.
    """
    with holding(repository.path):
        try:
            new = list(_new(repository))
            _demand_ours(repository, new, site, keys)
        except Refused:
            _forget(repository)
            raise
        if new:
            _advance(repository, new[0])
        check_out(repository)
    return len(new)


def _new(repository: Repository) -> Iterator[pygit2.Commit]:
    """Yield the releases that came in, newest first.

    Raises ``Refused`` unless they end at the newest that is held, or take up after it (``trailers.CONTINUES``).
    """
    main, commit = repository.head(MAIN), repository.head(INCOMING)
    while commit is not None and (main is None or commit.id != main.id):
        yield commit
        if len(commit.parent_ids) > 1:
            raise Refused(f"发布 {_short(commit)} 有不止一个前身。")
        commit = commit.parents[0] if commit.parents else None
    if main is not None and commit is None and repository.head(INCOMING) is not None:
        if _continues(repository, main):
            return
        incoming = repository.head(INCOMING)
        if incoming is not None and repository.git.descendant_of(main.id, incoming.id):
            raise Refused(f"历史被回退：来的是 {_short(incoming)}，这里已有更新的 {_short(main)}。")
        raise Refused(f"历史被改写：来的发布不以这里最新的 {_short(main)} 为前身。")


def _continues(repository: Repository, main: pygit2.Commit) -> bool:
    """Return whether what came in begins a repository that took the place of a lost one, whose last release is held."""
    commit = repository.head(INCOMING)
    while commit is not None and commit.parents:
        commit = commit.parents[0]
    return commit is not None and trailers.read(commit).continues == str(main.id)


def _demand_ours(repository: Repository, new: list[pygit2.Commit], site: str, keys: str) -> None:
    """Return if each release says it is of ``site`` and one of ``keys`` signed it. Raises ``Refused``.

    Each is verified by itself: a signature on the newest would vouch for the names of those before it, and not that
    anybody had signed them.
    """
    for commit in new:
        said = trailers.read(commit).site
        if said != site:
            raise Refused(f"发布 {_short(commit)} 不属于站点 {site}，而属于 {said or '（未写明）'}。")
    if new and not trailers.read(new[0]).host:
        raise Refused(f"发布 {_short(new[0])} 没有写明网站地址。")
    for commit in new:
        try:
            repository.verify(commit, keys)
        except signing.Unsigned as reason:
            raise Refused(f"发布 {_short(commit)}：{reason}") from reason


def _advance(repository: Repository, newest: pygit2.Commit) -> None:
    before = repository.git.references.get(MAIN)
    try:
        if before is None:
            repository.git.references.create(MAIN, newest.id, force=False)
        else:
            former = before.peel(pygit2.Commit)
            if not repository.git.descendant_of(newest.id, former.id):
                repository.mark(f"{FORMER}/{former.id}", str(former.id))
            before.set_target(newest.id)  # refused by libgit2 if the reference moved since it was read
    except (pygit2.GitError, pygit2.AlreadyExistsError) as refused:
        raise Moved("另一个进程刚刚更新了这个站点，请稍后再试。") from refused


def _forget(repository: Repository) -> None:
    main = repository.head(MAIN)
    if main is not None:
        repository.mark(INCOMING, str(main.id))
    elif INCOMING in repository.git.references:
        repository.git.references.delete(INCOMING)


def _short(commit: pygit2.Commit) -> str:
    return str(commit.id)[:12]
