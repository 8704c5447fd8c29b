"""The audit trail (责任追究): appended to inside the transaction of every act, chained by digests."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from . import bulk, clock, counters
from .content import canonical_json
from .models import AuditEntry

ENTRIES = "audit entries"


class BrokenChain(Exception):
    """Raised when the trail has been altered; the message names the first entry that does not fit."""


@dataclass(frozen=True)
class Acting:
    """From where, and in which role, whoever acts now does so; empty where nobody said."""

    origin: str = ""
    role: str = ""


NOBODY_SAID = Acting()
_acting: ContextVar[Acting] = ContextVar("sumu_acting", default=NOBODY_SAID)


@contextmanager
def acting(*, origin: str | None = None, role: str | None = None) -> Iterator[None]:
    """Let every entry recorded inside say ``origin`` (the client's address) and ``role``; what is None stays."""
    outer = _acting.get()
    now = Acting(outer.origin if origin is None else origin, outer.role if role is None else role)
    token = _acting.set(now)
    try:
        yield
    finally:
        _acting.reset(token)


@transaction.atomic(savepoint=False)
def record(
    person: str, act: str, subject: str, digest: str = "", *, site: str = "", role: str = "", **detail: Any
) -> AuditEntry:
    """Append one entry: ``person`` did ``act`` to ``subject``, on content with this ``digest``.

    ``site`` is the key of the site concerned; ``role`` the role in which the person acted, by default the one that
    ``acting`` says, as it says from where. ``detail`` holds JSON values. Returns the entry.
    """
    entry = _next(person, act, Line(subject, digest, detail), *_last(1), site, role)
    entry.save()
    return entry


class Line(NamedTuple):
    """What an act did to one of many subjects."""

    subject: str
    digest: str
    detail: dict[str, Any]


@transaction.atomic(savepoint=False)
def record_all(person: str, act: str, lines: Sequence[Line], *, site: str = "", **detail: Any) -> None:
    """Append an entry for each of ``lines``, as ``record`` does one; ``detail`` is added to all of them."""
    if not lines:
        return
    (chain, at), entries = _last(len(lines)), []
    for line in lines:
        entries.append(_next(person, act, line._replace(detail={**line.detail, **detail}), chain, at, site, ""))
        chain, at = entries[-1].chain, entries[-1].at
    bulk.insert(entries)


def _last(count: int) -> tuple[str, datetime | None]:
    """Return the chain value that the next ``count`` entries follow, and the moment that they may not precede."""
    counters.take(ENTRIES, count)  # holds the counter's row, so that entries are chained one after another
    last = AuditEntry.objects.order_by("-id").values_list("chain", "at").first()
    return last or ("", None)


def _next(person: str, act: str, line: Line, previous: str, after: datetime | None, site: str, role: str) -> AuditEntry:
    now = _acting.get()
    entry = AuditEntry(
        at=clock.not_before(after),
        person=person,
        role=role or now.role,
        origin=now.origin,
        site=site,
        act=act,
        subject=line.subject,
        digest=line.digest,
        detail=line.detail,
        previous=previous,
    )
    entry.chain = chain_of(entry)
    return entry


def said_by(entry: AuditEntry) -> dict[str, Any]:
    """Return what ``entry`` says, as its chain value covers it.

    Site, role and origin are part of it where they are not empty: entries from before they were kept still fit.
    """
    said = {
        "at": int(entry.at.timestamp()),
        "person": entry.person,
        "act": entry.act,
        "subject": entry.subject,
        "digest": entry.digest,
        "detail": entry.detail,
        "previous": entry.previous,
    }
    later = {"site": entry.site, "role": entry.role, "origin": entry.origin}
    return said | {name: value for name, value in later.items() if value}


def chain_of(entry: AuditEntry) -> str:
    """Return the digest that chains ``entry`` to the one before it."""
    return hashlib.sha256(canonical_json(said_by(entry))).hexdigest()


@dataclass(frozen=True)
class Head:
    """An entry of the trail and its chain value, e.g. the newest; 0 and "" while there is none."""

    entry: int = 0
    chain: str = ""


START = Head()


def head() -> Head:
    """Return the head of the trail. Kept outside the database, it proves what the trail held then."""
    newest = AuditEntry.objects.order_by("-id").values_list("id", "chain").first()
    return Head(*newest) if newest else Head()


@dataclass(frozen=True)
class Verified:
    """How far the trail has been found whole: up to this head, so many entries."""

    upto: Head = START
    entries: int = 0


def verify() -> int:
    """Return how many entries the trail has, all of them fitting.

    Raises ``BrokenChain`` naming the first entry that was altered, removed or slipped in. The counter tells
    when the newest entries were cut off; what ``demand_heads`` is for, no look at the database alone can tell.
    """
    return verify_rest(Verified()).entries


def verify_on(so_far: Verified, limit: int | None = None) -> Verified:
    """Verify the next ``limit`` entries (all by default) after ``so_far``; return how far it goes then.

    Raises ``BrokenChain`` naming the first entry that does not fit.
    """
    last, entries = so_far.upto, so_far.entries
    following = AuditEntry.objects.filter(id__gt=last.entry).order_by("id")
    for entry in following[:limit].iterator(chunk_size=2000):
        if entry.previous != last.chain:
            raise BrokenChain(f"操作记录第 {entry.pk} 条之前有缺失或插入。")
        if entry.chain != chain_of(entry):
            raise BrokenChain(f"操作记录第 {entry.pk} 条已被改动。")
        last, entries = Head(entry.pk, entry.chain), entries + 1
    return Verified(last, entries)


def verify_rest(so_far: Verified) -> Verified:
    """Verify every entry after ``so_far`` and the number of all of them; others may be appending meanwhile.

    Raises ``BrokenChain`` naming the first entry that does not fit, or saying how many are missing at the end.
    """
    expected = counters.last(ENTRIES)
    verified = verify_on(so_far)
    if verified.entries < expected:
        raise BrokenChain(f"操作记录末尾缺失：应有 {expected} 条，实有 {verified.entries} 条。")
    if verified.entries > counters.last(ENTRIES):
        raise BrokenChain(f"操作记录末尾有插入：应有 {counters.last(ENTRIES)} 条，实有 {verified.entries} 条。")
    return verified


def demand_heads(witnessed: Mapping[int, Mapping[str, str]]) -> int:
    """Return how many heads kept outside the database the trail bears out, all of them.

    ``witnessed`` holds, by entry id, each chain value said of it and who says so. Raises ``BrokenChain`` naming the
    first that does not fit: then the trail was rewritten or cut off since, however well it fits itself.
    """
    numbers, proven = sorted(witnessed), 0
    for start in range(0, len(numbers), 500):
        asked = numbers[start : start + 500]
        held = dict(AuditEntry.objects.filter(id__in=asked).values_list("id", "chain"))
        for number in asked:
            for chain, witness in witnessed[number].items():
                if number not in held:
                    raise BrokenChain(f"操作记录第 {number} 条缺失：库外存证（{witness}）证明它曾经存在。")
                if held[number] != chain:
                    raise BrokenChain(f"操作记录第 {number} 条与库外存证（{witness}）不符：此条或更早的记录已被改写。")
                proven += 1
    return proven
