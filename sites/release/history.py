"""The releases of a site as its technician and an inspector read them: which there were, what each changed."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pygit2
from django.utils import timezone as zones
from pygit2.enums import DeltaStatus, SortMode

from . import signing
from .repository import Repository

CHANGES = {DeltaStatus.ADDED: "新增", DeltaStatus.DELETED: "移除", DeltaStatus.MODIFIED: "修改"}
SHORTEST = 7
"""Fewer letters of a release's name than this are no name."""


class NoRelease(LookupError):
    """Raised when a site has no release of that name or date; the message is for whoever asked."""


@dataclass(frozen=True)
class Release:
    """One release: its name, its time, and what it says of itself."""

    name: str
    at: datetime
    subject: str
    message: str


def releases(repository: Repository) -> Iterator[Release]:
    """Yield the releases, newest first."""
    head = repository.head()
    if head is not None:
        for commit in repository.git.walk(head.id, SortMode.TOPOLOGICAL):
            yield told(commit)


def told(commit: pygit2.Commit) -> Release:
    """Return what a commit says of itself as a release."""
    zone = timezone(timedelta(minutes=commit.commit_time_offset))
    at = datetime.fromtimestamp(commit.commit_time, zone)
    return Release(str(commit.id), at, commit.message.partition("\n")[0], commit.message)


def find(repository: Repository, wanted: str) -> pygit2.Commit:
    """Return the release that ``wanted`` names: the beginning of its name, or a date or time in ISO form.

    A date stands for the end of that day: the site as readers had it then. Raises ``NoRelease``.
    """
    head = repository.head()
    if head is None:
        raise NoRelease("这个站点还没有发布过。")
    moment = _moment(wanted)
    for commit in repository.git.walk(head.id, SortMode.TOPOLOGICAL):
        if moment is not None and commit.commit_time <= moment.timestamp():
            return commit
        if moment is None and len(wanted) >= SHORTEST and str(commit.id).startswith(wanted.lower()):
            return commit
    raise NoRelease(f"没有这次发布：{wanted}。请写发布编号（至少 {SHORTEST} 位）或日期，如 2026-11-21。")


def changes(repository: Repository, before: pygit2.Commit | None, after: pygit2.Commit) -> list[tuple[str, str]]:
    """Return what happened to each file between two releases, as words and paths; all are new without a ``before``."""
    diff = after.tree.diff_to_tree(swap=True) if before is None else before.tree.diff_to_tree(after.tree)
    found = []
    for delta in diff.deltas:
        found.append((CHANGES.get(delta.status, "修改"), delta.new_file.path or delta.old_file.path))
    return sorted(found, key=lambda change: change[1])


def parent(commit: pygit2.Commit) -> pygit2.Commit | None:
    """Return the release before ``commit``, None for the first."""
    return commit.parents[0] if commit.parents else None


def archive(repository: Repository, commit: pygit2.Commit, target: Path) -> None:
    """Write the whole site as of ``commit`` into the tar file ``target``, with the release's own words beside it.

    For evidence and for web archives (DA/T 80-2019): the same release gives the same bytes.
    """
    if target.exists():
        raise FileExistsError(f"文件已存在：{target}")
    partial = target.with_name(target.name + ".part")
    try:
        with tarfile.open(partial, "w") as tar:
            repository.git.write_archive(commit.tree, tar, timestamp=commit.commit_time)
            _add_words(tar, commit)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def unverified(repository: Repository, key: str) -> Iterator[str]:
    """Yield a sentence for each release that the holder of the public ``key`` did not sign, newest first."""
    head = repository.head()
    if head is None:
        return
    for commit in repository.git.walk(head.id, SortMode.TOPOLOGICAL):
        try:
            repository.verify(commit, key)
        except signing.Unsigned as reason:
            yield f"{str(commit.id)[:12]} {told(commit).subject}：{reason}"


def _add_words(tar: tarfile.TarFile, commit: pygit2.Commit) -> None:
    said = commit.read_raw()
    entry = tarfile.TarInfo("RELEASE.txt")
    entry.size, entry.mtime, entry.mode = len(said), commit.commit_time, 0o644
    tar.addfile(entry, BytesIO(said))


def _moment(wanted: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError:
        return None
    if len(wanted) == len("2026-11-21"):
        moment = datetime.combine(moment.date(), time.max)
    if moment.tzinfo is None:
        moment = zones.make_aware(moment, zones.get_default_timezone())
    return moment.astimezone(UTC)
