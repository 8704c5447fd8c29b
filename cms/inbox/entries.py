"""Items as people read them: names instead of codes, the deadline in plain words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from cms.accounts.models import SiteRole
from multilingual import registry as languages
from multilingual.registry import Language, UnknownLanguage
from sites.store import clock

from . import holidays, labels
from .delegation import STAGES_OF_ROLE, Right
from .models import Excluded, WaitingItem
from .working_days import LAST_SECOND, Calendar, between

MONGOLIAN = range(0x1800, 0x18B0)
ARABIC = range(0x0600, 0x0700)

OVERDUE, SOON, CALM = "overdue", "soon", "calm"


@dataclass(frozen=True)
class Entry:
    """One line of the inbox; ``behalf`` is who delegated it, ``people`` those whose turn it is, by full name."""

    item: WaitingItem
    deadline: str
    urgency: str
    behalf: str = ""
    people: tuple[str, ...] = ()

    @property
    def stage(self) -> str:
        """The stage at which it waits."""
        return labels.stage(self.item.stage)

    @property
    def kind(self) -> str:
        """What kind of thing it is."""
        return labels.kind(self.item.kind)

    @property
    def action(self) -> str:
        """What is asked for; publishing goes without saying."""
        return "" if self.item.action in ("", "publish") else labels.action(self.item.action)

    @property
    def language(self) -> Language | None:
        """The language of the edition it belongs to."""
        return _language(self.item.language)

    @property
    def script(self) -> Language | None:
        """The language in which its title is written: titles of settings and imports are Chinese in every edition."""
        return _language(script_of(self.item.title))


def entries(items: Iterable[WaitingItem], *, rights: Sequence[Right] = (), with_people: bool = False) -> list[Entry]:
    """Return ``items`` as entries for somebody with ``rights``; a fixed number of queries for all together.

    ``with_people`` adds the names of those who may decide, for whoever watches over them.
    """
    listed = list(items)
    if not listed:
        return []
    calendar, now = holidays.calendar(), clock.now()
    behalf = _behalf(listed, rights)
    people = _people(listed) if with_people else {}
    return [
        Entry(
            item,
            deadline_words(item.due_at, now, calendar),
            urgency(item, now),
            behalf.get(item.pk, ""),
            people.get(item.pk, ()),
        )
        for item in listed
    ]


def deadline_words(due: datetime, now: datetime, calendar: Calendar) -> str:
    """Return how much time is left: 今天到期, 还有2个工作日, 已超期1个工作日."""
    left = between(now, due, calendar)
    local = due.astimezone(calendar.zone)
    is_today = calendar.day_of(now) == local.date()
    if due < now:
        late = -left
        return _("已超期%(days)d个工作日") % {"days": late} if late else _("已超期")
    if is_today and local.time() != LAST_SECOND:
        return _("今天%(time)s到期") % {"time": f"{local:%H:%M}"}
    if is_today:
        return _("今天到期")
    return _("还有%(days)d个工作日") % {"days": left} if left else _("%(date)s到期") % {"date": f"{local:%m-%d}"}


def urgency(item: WaitingItem, now: datetime) -> str:
    """Return how pressing an item is."""
    if item.due_at < now:
        return OVERDUE
    return SOON if item.reminded_at or item.remind_at <= now else CALM


def script_of(text: str) -> str:
    """Return the code of the language whose script ``text`` holds, the default one failing that."""
    points = {ord(letter) for letter in text}
    if any(point in MONGOLIAN for point in points):
        return "mn-mong"
    return "kk-arab" if any(point in ARABIC for point in points) else languages.DEFAULT


def _language(code: str) -> Language | None:
    try:
        return languages.get(code)
    except UnknownLanguage:
        return None


def _behalf(items: list[WaitingItem], rights: Sequence[Right]) -> dict[int, str]:
    """Return on whose behalf each item is decided, by full name; nothing for rights of one's own."""
    own = {(site, stage) for site, stage, behalf in rights if not behalf}
    given = defaultdict(list)
    for site, stage, behalf in rights:
        if behalf:
            given[site, stage].append(behalf)
    delegated = [item for item in items if (item.site_id, item.stage) not in own]
    if not given or not delegated:
        return {}
    barred = set(Excluded.objects.filter(item__in=delegated).values_list("item_id", "person"))
    names = {item.pk: _first(given[item.site_id, item.stage], item.pk, barred) for item in delegated}
    people = get_user_model().objects.filter(username__in=set(names.values()))
    full = {person.get_username(): person.get_full_name() or person.get_username() for person in people}
    return {pk: full.get(name, name) for pk, name in names.items()}


def _first(behalves: list[str], item: int, barred: set[tuple[int, str]]) -> str:
    return next((name for name in behalves if (item, name) not in barred), "")


def _people(items: list[WaitingItem]) -> dict[int, tuple[str, ...]]:
    """Return by item the full names of those who hold its stage at its site and may decide."""
    barred = set(Excluded.objects.filter(item__in=items).values_list("item_id", "person"))
    held: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    sites = {item.site_id for item in items}
    rows = SiteRole.objects.filter(site__in=sites, role__in=STAGES_OF_ROLE, user__is_active=True)
    for row in rows.select_related("user").order_by("id"):
        name = row.user.get_username()
        for stage in STAGES_OF_ROLE[row.role]:
            held[row.site_id, stage].append((name, row.user.get_full_name() or name))
    return {
        item.pk: tuple(full for name, full in held[item.site_id, item.stage] if (item.pk, name) not in barred)
        for item in items
    }
