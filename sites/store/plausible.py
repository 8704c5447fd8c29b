"""Whether the clock can be believed (时钟是否可信): content under embargo must not come out because a clock is wrong.

A process compares the time with the machine's steady clock since it began, and at its start with the newest entry of
the ledger. A jump ahead beyond the rule (``clock.toml``) is a doubt, told by the ledger itself: until it is cleared,
what waits for an hour goes by the last moment that was believed. Ordinary publishing goes on.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.db import transaction

from . import audit, clock
from .models import AuditEntry

SUBJECT = "clock"
DOUBT, CONFIRM, AGAIN = "doubt clock", "confirm clock", "clock right again"
SYSTEM = "system"


@dataclass(frozen=True)
class Doubt:
    """A jump of the clock: what time it was by all that was known, and what time the clock said."""

    entry: int
    expected: datetime
    seen: datetime

    @property
    def ahead(self) -> timedelta:
        """By how much the clock ran ahead."""
        return self.seen - self.expected


@dataclass
class _Watch:
    """What this process holds on to: one moment at which the clock was believed, and the doubt that it raised."""

    wall: datetime
    steady: float
    raised: int = 0


_watch: _Watch | None = None


def doubt() -> Doubt | None:
    """Return the doubt that is in force, None while the clock is believed."""
    newest = _newest()
    if newest is None or newest.act != DOUBT:
        return None
    said = {name: datetime.fromisoformat(newest.detail[name]) for name in ("expected", "seen")}
    return Doubt(newest.pk, **said)


def trusted_now() -> datetime:
    """Return the time by which hours are judged: the present, or the last moment believed while that is in doubt."""
    watch()
    held = doubt()
    return clock.now() if held is None else min(held.expected, clock.now()).replace(microsecond=0)


def watch() -> None:
    """Compare the clocks; raise a doubt, or end it when the time is right again. Costs nothing while nothing is odd."""
    global _watch
    present, steady = clock.read(), clock.steady()
    if _watch is None:
        _watch = _Watch(present, steady)
        _compare_with_ledger(clock.now())
        return
    expected = _watch.wall + timedelta(seconds=steady - _watch.steady)
    ahead = present - expected
    if ahead > _jump():
        if _was_decided(_watch):
            _watch = _Watch(present, steady)
        elif not _stands(_watch):
            _watch.raised = _raise(expected, present)
    elif ahead < -_jump():
        _watch = _Watch(present, steady, _watch.raised)
        _clear(present)
    elif _watch.raised:
        if _stands(_watch):
            _end(AGAIN, SYSTEM, present)
        _watch.raised = 0


def confirm(person: str) -> bool:
    """Take the word of ``person``, the system administrator, that the clock is right; return whether it was doubted."""
    global _watch
    with transaction.atomic():
        if doubt() is None:
            return False
        _end(CONFIRM, person, clock.read())
    _watch = _Watch(clock.read(), clock.steady())
    return True


def forget() -> None:
    """Begin anew, as a process does."""
    global _watch
    _watch = None


def _compare_with_ledger(present: datetime) -> None:
    """Raise a doubt when the newest entry is too long ago; end one when the clock has gone back behind it since."""
    if doubt() is not None:
        _clear(present)
        return
    last = AuditEntry.objects.order_by("-id").values_list("at", flat=True).first()
    if last is not None and present - last > timedelta(days=_rules()["gap"]):
        _raise(last, present)


def _clear(present: datetime) -> None:
    """End the doubt in force, if the time now lies between what was expected then and what was seen."""
    held = doubt()
    if held is not None and held.expected - _jump() <= present < held.seen - _jump():
        _end(AGAIN, SYSTEM, present)


def _raise(expected: datetime, seen: datetime) -> int:
    held = doubt()
    if held is not None:
        return held.entry
    said = {"expected": expected.isoformat(), "seen": seen.isoformat()}
    return int(audit.record(SYSTEM, DOUBT, SUBJECT, **said).pk)


def _end(act: str, person: str, present: datetime) -> None:
    audit.record(person, act, SUBJECT, shown=present.isoformat())


def _stands(held: _Watch) -> bool:
    """Return whether the doubt that this process raised is in force; one that was rolled back is not."""
    found = doubt()
    return bool(held.raised) and found is not None


def _was_decided(held: _Watch) -> bool:
    """Return whether somebody ended the doubt that this process raised."""
    newest = _newest()
    return bool(held.raised) and newest is not None and newest.pk > held.raised and newest.act != DOUBT


def _newest() -> AuditEntry | None:
    return AuditEntry.objects.filter(subject=SUBJECT, act__in=(DOUBT, CONFIRM, AGAIN)).order_by("-id").first()


def _jump() -> timedelta:
    return timedelta(seconds=_rules()["jump"])


@cache
def _rules() -> dict[str, int]:
    table = tomllib.loads(Path(__file__).with_name("clock.toml").read_text("utf-8"))
    return {"jump": int(table["jump"]["seconds"]), "gap": int(table["gap"]["days"])}
