"""Which site is to be looked at next."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone

from sites.registry.models import Site
from sites.store import clock

from .models import BuildCheck


@dataclass(frozen=True)
class Night:
    """From when until when, on which weekdays, sites are looked at unasked; local time."""

    begins: time
    ends: time
    weekdays: frozenset[int]

    def begun_at(self, now: datetime) -> datetime | None:
        """Return when the night that ``now`` lies in began, None by day. A night may pass midnight."""
        local = timezone.localtime(now, timezone.get_default_timezone())
        for day in (local.date(), local.date() - timedelta(days=1)):
            begins, ends = _at(day, self.begins), _at(day, self.ends)
            if ends <= begins:
                ends += timedelta(days=1)
            if begins <= now < ends and day.isoweekday() in self.weekdays:
                return begins
        return None


def night() -> Night:
    """Return the hours in force: those of the table unless the setting ``SUMU_BUILD_CHECK`` names others."""
    rule = _table() | getattr(settings, "SUMU_BUILD_CHECK", {})
    return Night(time.fromisoformat(rule["from"]), time.fromisoformat(rule["until"]), frozenset(rule["weekdays"]))


def asked() -> BuildCheck | None:
    """Return the oldest look that somebody asked for and that has not begun."""
    return BuildCheck.objects.filter(started_at=None).select_related("site__organisation").order_by("id").first()


def due_tonight(now: datetime | None = None) -> Site | None:
    """Return the site whose last look is longest ago, if it was not looked at in this night; None by day."""
    begun = night().begun_at(now or clock.now())
    if begun is None:
        return None
    ended = Max("build_checks__ended_at")
    sites = Site.objects.annotate(seen_at=ended).filter(Q(seen_at=None) | Q(seen_at__lt=begun))
    return sites.select_related("organisation").order_by("seen_at", "key").first()


def is_anything_due() -> bool:
    """Return whether a look is to be taken now."""
    return asked() is not None or due_tonight() is not None


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour), timezone.get_default_timezone())


@cache
def _table() -> dict[str, Any]:
    rule: dict[str, Any] = tomllib.loads(Path(__file__).with_name("nightly.toml").read_text("utf-8"))["night"]
    return rule
