"""Which documents somebody sees on 发布情况, and which of them need somebody (发布情况)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, Revision

from cms.pages.keys import key_of
from sites.release.models import Task
from sites.store.models import Document, OutboxEntry, ScheduledAdmission

from .finding import holds_of
from .reasons import Reason, is_template_error, reason_for
from .rights import keeps_theme, sites_watched
from .state import UNFINISHED, Stage, State, states_of

SHOWN = 50
LOOKED_AT = 400
"""How many of the newest changes are looked through for a list."""
FILTERS = {"": "全部", "waiting": "还没完成", "failed": "没有成功", "held": "已暂缓"}


@dataclass(frozen=True)
class SiteLine:
    """Changes of a whole site (its settings, the theme) that are not public yet: how many, and why not."""

    site: str
    count: int
    stage: Stage
    reason: Reason | None


def own_keys(user: Any) -> list[str]:
    """Return the keys of the documents that ``user`` wrote last, newest first."""
    rows = Revision.objects.filter(user=user.pk).order_by("-created_at").values_list("object_id", flat=True)
    numbers = list(dict.fromkeys(int(number) for number in rows[:LOOKED_AT] if number.isdecimal()))
    pages = Page.objects.select_related("locale").in_bulk(numbers)
    return [key_of(pages[number]) for number in numbers if number in pages]


def keys_of_sites(sites: list[int], wanted: str) -> list[str]:
    """Return the keys of the documents of ``sites`` that changed last; with a filter, of those not public yet."""
    if wanted:
        entries = OutboxEntry.objects.filter(site__in=sites, released_at=None)
    else:
        entries = OutboxEntry.objects.filter(site__in=sites)
    named = entries.exclude(document="").order_by("-id").values_list("document", flat=True)[:LOOKED_AT]
    waiting = ScheduledAdmission.objects.filter(site__in=sites).values_list("key", flat=True)[:LOOKED_AT]
    unseen = Task.objects.filter(site__in=sites, built_at__isnull=False, live_at=None).exclude(entry__document="")
    late = unseen.order_by("-entry_id").values_list("entry__document", flat=True)[:LOOKED_AT] if wanted else []
    return list(dict.fromkeys([*waiting, *named, *late]))


def states_for(user: Any, wanted: str = "") -> list[State]:
    """Return where the documents stand that ``user`` looks after, newest first, narrowed by one of ``FILTERS``."""
    sites = [site.pk for site in sites_watched(user)]
    keys = list(dict.fromkeys([*own_keys(user)[: 2 * SHOWN], *keys_of_sites(sites, wanted)]))
    found = states_of(_existing(keys)[: 4 * SHOWN])
    return sorted((state for state in found if _fits(state, wanted)), key=_newest, reverse=True)[:SHOWN]


def site_lines(user: Any, wanted: str = "") -> list[SiteLine]:
    """Return the changes of whole sites that are not public yet, for whoever administers these sites."""
    sites = sites_watched(user)
    held = holds_of({site.pk for site in sites})
    found = []
    for site in sites:
        tasks = open_tasks([site.pk]).filter(entry__document="")
        errors = [error for error in tasks.values_list("error", flat=True)[:LOOKED_AT] if error]
        count = tasks.count()
        stage = Stage.HELD if site.pk in held else Stage.FAILED if errors else Stage.QUEUED
        if count and (wanted in ("", "waiting") or wanted == stage):
            reason = Reason(held[site.pk].sentence) if site.pk in held else reason_for(errors[0]) if errors else None
            found.append(SiteLine(site.name, count, stage, reason))
    return found


def open_tasks(sites: list[int]) -> "QuerySet[Task]":
    """Return what ``sites`` still have to build."""
    return Task.objects.filter(site__in=sites, built_at=None)


def needing_help(user: Any) -> tuple[list[State], str]:
    """Return what failed or is held of ``user``'s own documents and sites; and what a theme's keeper must repair."""
    failing = list(
        Task.objects.filter(built_at=None).exclude(error="").select_related("entry").order_by("-entry_id")[:LOOKED_AT]
    )
    scheduled = list(ScheduledAdmission.objects.exclude(error="").values_list("key", flat=True)[:LOOKED_AT])
    if not failing and not scheduled:
        return [], ""
    named = [task.entry.document for task in failing if task.entry.document] + scheduled
    watched = {site.pk for site in sites_watched(user)} if not user.is_superuser else set()
    own = set(own_keys(user))
    sites = dict(Document.objects.filter(key__in=named).values_list("key", "site"))
    keys = [key for key in dict.fromkeys(named) if key in own or sites.get(key) in watched]
    states = [state for state in states_of(keys[:SHOWN]) if state.stage in (Stage.FAILED, Stage.HELD)]
    broken = next((task.error for task in failing if is_template_error(task.error)), "")
    return states, broken if broken and keeps_theme(user) else ""


def _existing(keys: list[str]) -> list[str]:
    held = set(Document.objects.filter(key__in=keys).values_list("key", flat=True))
    held |= set(ScheduledAdmission.objects.filter(key__in=keys).values_list("key", flat=True))
    return [key for key in keys if key in held]


def _fits(state: State, wanted: str) -> bool:
    if wanted == "waiting":
        return state.stage in UNFINISHED
    return not wanted or state.stage == wanted


def _newest(state: State) -> tuple[bool, float]:
    return state.stage in UNFINISHED, state.at.timestamp() if state.at else 0.0
