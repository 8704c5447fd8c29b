"""The audit trail (责任追究): appended to inside the transaction of every act, chained by digests."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from . import clock, counters
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
    counters.take(ENTRIES)  # holds the counter's row, so that entries are chained one after another
    previous = AuditEntry.objects.order_by("-id").values_list("chain", flat=True).first()
    now = _acting.get()
    entry = AuditEntry(
        at=clock.now(),
        person=person,
        role=role or now.role,
        origin=now.origin,
        site=site,
        act=act,
        subject=subject,
        digest=digest,
        detail=detail,
        previous=previous or "",
    )
    entry.chain = chain_of(entry)
    entry.save()
    return entry


def chain_of(entry: AuditEntry) -> str:
    """Return the digest that chains ``entry`` to the one before it.

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
    return hashlib.sha256(canonical_json(said | {name: value for name, value in later.items() if value})).hexdigest()


@dataclass(frozen=True)
class Head:
    """The newest entry of the trail: its id and its chain value; 0 and "" while there is none."""

    entry: int = 0
    chain: str = ""


def head() -> Head:
    """Return the head of the trail. Kept outside the database, it proves what the trail held then."""
    newest = AuditEntry.objects.order_by("-id").values_list("id", "chain").first()
    return Head(*newest) if newest else Head()


def verify(anchors: Mapping[int, Mapping[str, str]] | None = None) -> int:
    """Return how many entries the trail has, all of them fitting.

    ``anchors`` are heads kept outside the database: by entry id, each chain value said of it and who says so.
    Raises ``BrokenChain`` naming the first entry that was altered, removed or slipped in. The counter tells
    when the newest entries were cut off, the anchors when the trail was rewritten as a whole.
    """
    previous, entries, awaited = "", 0, dict(anchors or {})
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        entries += 1
        if entry.previous != previous:
            raise BrokenChain(f"操作记录第 {entry.pk} 条之前有缺失或插入。")
        if entry.chain != chain_of(entry):
            raise BrokenChain(f"操作记录第 {entry.pk} 条已被改动。")
        for chain, witness in awaited.pop(entry.pk, {}).items():
            if chain != entry.chain:
                raise BrokenChain(f"操作记录第 {entry.pk} 条与库外存证（{witness}）不符：此条或更早的记录已被改写。")
        previous = entry.chain
    if counters.last(ENTRIES) != entries:
        raise BrokenChain(f"操作记录末尾缺失：应有 {counters.last(ENTRIES)} 条，实有 {entries} 条。")
    for number in sorted(awaited):
        witness = next(iter(awaited[number].values()))
        raise BrokenChain(f"操作记录第 {number} 条缺失：库外存证（{witness}）证明它曾经存在。")
    return entries
