"""Reading the ledger: by site, person, act and period, newest first, in pages that cost the same at any length."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from multilingual.registry import DEFAULT
from multilingual.translation import in_language
from sites.registry.models import Site
from sites.store.models import AuditEntry, Document

from . import words

PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; what is empty does not narrow.

    ``sites`` are the only ones whose entries the asker may see, None meaning all. ``last`` is included.
    """

    sites: tuple[str, ...] | None = ()
    site: str = ""
    person: str = ""
    group: str = ""
    first: date | None = None
    last: date | None = None

    def entries(self) -> QuerySet[AuditEntry]:
        """Return the entries, in no order yet."""
        found = AuditEntry.objects.all()
        if self.sites is not None:
            found = found.filter(site__in=self.sites)
        if self.site:
            found = found.filter(site=self.site)
        if self.person:
            found = found.filter(person__in=_usernames(self.person))
        if self.group:
            found = found.filter(act__in=words.acts_of(self.group))
        return _within(found, _start(self.first), _start(self.last + timedelta(days=1)) if self.last else None)

    def described(self) -> str:
        """Return what is asked for, in words."""
        period = f"{self.first or '最早'} 至 {self.last or '现在'}"
        said = [self.site or ("全部站点" if self.sites is None else "、".join(self.sites)), self.person, period]
        said.append(next((group.name for group in words.GROUPS if group.code == self.group), ""))
        return "，".join(part for part in said if part)


@dataclass(frozen=True)
class Line:
    """One entry as the list shows it."""

    entry: AuditEntry
    person: str
    role: str
    site: str
    sentence: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    has_record: bool = False


def page_of(wanted: Wanted, before: int = 0) -> tuple[list[Line], int]:
    """Return the newest lines with an id below ``before`` (0: from the newest), and where the next page begins.

    The second value is 0 on the last page.
    """
    found = wanted.entries().order_by("-id")
    if before:
        found = found.filter(id__lt=before)
    entries = list(found[: PAGE + 1])
    following = entries[PAGE - 1].pk if len(entries) > PAGE else 0
    return lines_of(entries[:PAGE]), following


def lines_of(entries: Iterable[AuditEntry]) -> list[Line]:
    """Return entries with the names that people know things by, looked up all at once."""
    held = list(entries)
    names = _Names.of(held)
    return [
        Line(
            entry=entry,
            person=names.people.get(entry.person) or words.PROGRAM.get(entry.person, ""),
            role=words.role_word(entry.role),
            site=names.sites.get(entry.site, entry.site),
            sentence=words.sentence(entry.act, names.called(entry), entry.detail),
            facts=words.facts(entry.detail),
            has_record=entry.subject in names.titles or words.is_settled(entry.subject),
        )
        for entry in held
    ]


@dataclass(frozen=True)
class _Names:
    titles: dict[str, str]
    people: dict[str, str]
    sites: dict[str, str]

    @classmethod
    def of(cls, entries: list[AuditEntry]) -> "_Names":
        subjects = {entry.subject for entry in entries}
        titles = Document.objects.filter(key__in=subjects).values_list("key", "title")
        people = names_of(subjects | {entry.person for entry in entries})
        sites = site_names({subject.partition(":")[2] or subject for subject in subjects} | {e.site for e in entries})
        return cls(dict(titles), people, sites)

    def called(self, entry: AuditEntry) -> str:
        """Return the name by which people know what the entry is about."""
        subject = entry.subject
        if subject in self.titles:
            return f"《{self.titles[subject]}》"
        kind, colon, key = subject.partition(":")
        if colon and kind in words.KINDS:
            return (
                f"{words.KINDS[kind]}“{self.sites.get(key, key) if kind in ('site', 'rollback', 'release') else key}”"
            )
        named = self.people.get(subject) or self.sites.get(subject) or subject
        return f"“{named}”" if named else ""


def names_of(usernames: Iterable[str]) -> dict[str, str]:
    """Return the full names of accounts by user name."""
    users = get_user_model().objects.filter(username__in=set(usernames))
    return {user.get_username(): user.get_full_name() for user in users if user.get_full_name()}


def site_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the Chinese names of sites by key."""
    return {site.key: in_language(site, "name", DEFAULT) for site in Site.objects.filter(key__in=set(keys) - {""})}


def _usernames(text: str) -> list[str]:
    """Return the user names that ``text`` may mean: itself, and those of accounts so named."""
    text = text.strip()
    matching: Any = Q(last_name__icontains=text) | Q(first_name__icontains=text)
    return [text, *get_user_model().objects.filter(matching).values_list("username", flat=True)[:50]]


def _start(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _within(found: QuerySet[AuditEntry], start: datetime | None, end: datetime | None) -> QuerySet[AuditEntry]:
    """Narrow to a period by ids as well, which follow the time: then pages are found without sorting the period."""
    if start:
        first = AuditEntry.objects.filter(at__gte=start).order_by("at", "id").values_list("id", flat=True).first()
        found = found.filter(id__gte=first, at__gte=start) if first else found.none()
    if end:
        last = AuditEntry.objects.filter(at__lt=end).order_by("-at", "-id").values_list("id", flat=True).first()
        found = found.filter(id__lte=last, at__lt=end) if last else found.none()
    return found
