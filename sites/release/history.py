"""The releases of a site as its technician and an inspector read them: which there were, what each changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone

import pygit2
from django.utils import timezone as zones
from pygit2.enums import SortMode

from sites.git import differences, signing
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.store.models import OutboxEntry

from .models import Task

CHANGES = ADDED, DELETED, MODIFIED = "新增", "移除", "修改"
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
    found = []
    for path, was, now in differences.changes(None if before is None else before.tree, after.tree):
        found.append((ADDED if was is None else DELETED if now is None else MODIFIED, path))
    return sorted(found, key=lambda change: change[1])


def parent(commit: pygit2.Commit) -> pygit2.Commit | None:
    """Return the release before ``commit``, None for the first."""
    return commit.parents[0] if commit.parents else None


def named(repository: Repository, name: str) -> pygit2.Commit | None:
    """Return the release of this site with exactly this whole ``name``, None for any other object or name."""
    head = repository.head()
    commit = repository.git.get(name) if re.fullmatch("[0-9a-f]{40}", name) else None
    if head is None or not isinstance(commit, pygit2.Commit):
        return None
    is_own = commit.id == head.id or repository.git.descendant_of(head.id, commit.id)
    return commit if is_own else None


def undone(site: Site, repository: Repository, commit: pygit2.Commit) -> list[int]:
    """Return the ids of the outbox entries of ``site`` that were released after ``commit``, or not yet."""
    later = {str(one.id) for one in _later(repository, commit)}
    own = dict(Task.objects.filter(site=site, entry__site=site).values_list("entry_id", "release"))
    entries = OutboxEntry.objects.filter(site=site).order_by("id").values_list("id", "release")
    released = ((number, own.get(number) or release) for number, release in entries)
    return [number for number, release in released if not release or release in later]


def _later(repository: Repository, commit: pygit2.Commit) -> Iterator[pygit2.Commit]:
    head = repository.head()
    if head is not None:
        walker = repository.git.walk(head.id, SortMode.TOPOLOGICAL)
        walker.hide(commit.id)
        yield from walker


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
