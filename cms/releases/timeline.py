"""The releases of a site as people read them (发布时间线): what for, who approved, how many files, whether live."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

import pygit2
from django.db.models import Count, Max, Q
from django.utils import timezone

from sites.git import differences
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.release import history
from sites.release.models import Task

CAUSES = {
    "admit": "公开",
    "withdraw": "撤下",
    "emergency": "应急发布",
    "rollback": "回退",
    "relist": "重排栏目列表",
    "settle": "设置变更",
    "site": "站点信息",
    "theme": "主题或程序更新",
    "change": "变更",
}
SHOWN_DOCUMENTS = 5
"""How many documents a line of the time line names."""

_DOCUMENT = re.compile(r"^([a-z]+): (.*?) ?([0-9a-f]{32}-[a-z-]+)(?: ([0-9a-f]{64}))?$")
_APPROVAL = re.compile(r"^  ([a-z]+)/([a-z]+): (.*) \(([^()]*)\) (\S+) ([0-9a-f]{64})$")


@dataclass(frozen=True)
class Named:
    """One document that a release names, and what happened to it."""

    cause: str
    title: str
    key: str


@dataclass(frozen=True)
class Line:
    """One release. ``live`` says in words whether readers have it; empty where nobody knows."""

    release: history.Release
    causes: str
    documents: list[Named]
    people: list[str]
    files: int
    live: str = ""
    live_at: datetime | None = None
    failure: str = ""

    @property
    def shown(self) -> list[Named]:
        """The documents that a list names."""
        return self.documents[:SHOWN_DOCUMENTS]

    @property
    def more(self) -> int:
        """How many more there are."""
        return len(self.documents) - len(self.shown)


@dataclass
class Page:
    """Some releases, newest first; ``older`` is the name that the next page starts from, empty on the last."""

    lines: list[Line] = field(default_factory=list)
    older: str = ""


def page_of(site: Site, repository: Repository, start: str = "", count: int = 20) -> Page:
    """Return ``count`` releases of ``site``, from the one named ``start`` on, from the newest without it."""
    head = repository.head()
    if head is None:
        return Page()
    first = history.named(repository, start) or head
    commits = list(islice(repository.git.walk(first.id), count + 1))
    shown = commits[:count]
    states = _states(site, [str(commit.id) for commit in shown])
    lines = [line_of(repository, commit, states.get(str(commit.id))) for commit in shown]
    return Page(lines, str(commits[count].id) if len(commits) > count else "")


def line_of(repository: Repository, commit: pygit2.Commit, state: tuple[str, datetime | None, str] | None) -> Line:
    """Return one release as people read it."""
    release = history.told(commit)
    documents, people = read_message(release.message)
    before = history.parent(commit)
    files = sum(1 for _change in differences.changes(None if before is None else before.tree, commit.tree))
    causes = causes_in(release.subject)
    live, at, failure = state or ("", None, "")
    return Line(release, causes, documents, people, files, live, at, failure)


def state_of(site: Site, name: str) -> tuple[str, datetime | None, str] | None:
    """Return whether readers have the release of ``site`` with this name, as ``line_of`` takes it."""
    return _states(site, [name]).get(name)


def read_message(message: str) -> tuple[list[Named], list[str]]:
    """Return the documents that a release's message names, and who approved them."""
    documents: list[Named] = []
    people: dict[str, None] = {}
    for line in message.splitlines():
        if found := _DOCUMENT.match(line):
            documents.append(Named(CAUSES.get(found[1], found[1]), found[2], found[3]))
        elif found := _APPROVAL.match(line):
            people[found[3]] = None
    return documents, list(people)


def causes_in(subject: str) -> str:
    """Return in words what a release's subject says it was for."""
    words, colon, _rest = subject.partition(": ")
    if not colon or any(word not in CAUSES for word in words.split(", ")):
        return subject
    return "、".join(CAUSES[word] for word in words.split(", "))


def on_day(repository: Repository, day: date) -> pygit2.Commit:
    """Return the release that readers had at the end of ``day``. Raises ``history.NoRelease``."""
    return history.find(repository, day.isoformat())


def days_of(repository: Repository) -> tuple[date, date] | None:
    """Return the days of the first and of the newest release, None without any."""
    head = repository.head()
    if head is None:
        return None
    first = head
    for commit in repository.git.walk(head.id):
        first = commit
    return _day(first), _day(head)


def end_of(day: date) -> datetime:
    """Return the last moment of ``day`` in the cluster's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max), timezone.get_default_timezone())


def _day(commit: pygit2.Commit) -> date:
    return timezone.localtime(history.told(commit).at, timezone.get_default_timezone()).date()


def _states(site: Site, names: Iterable[str]) -> dict[str, tuple[str, datetime | None, str]]:
    """Return by release whether its changes were seen at their public addresses."""
    tasks = Task.objects.filter(site=site, release__in=list(names)).order_by()
    found = tasks.values("release").annotate(
        all=Count("id"),
        seen=Count("id", filter=Q(live_at__isnull=False)),
        failed=Count("id", filter=~Q(live_error="") & Q(live_at=None)),
        at=Max("live_at"),
        why=Max("live_error", filter=Q(live_at=None)),
    )
    states: dict[str, tuple[str, datetime | None, str]] = {}
    for row in found:
        if row["failed"]:
            states[row["release"]] = ("failed", None, row["why"] or "")
        elif row["seen"] == row["all"]:
            states[row["release"]] = ("live", row["at"], "")
        else:
            states[row["release"]] = ("waiting", None, "")
    return states
