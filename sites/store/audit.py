"""The audit trail (责任追究): appended to inside the transaction of every act, chained by digests."""

import hashlib
from typing import Any

from django.db import transaction

from . import clock, counters
from .content import canonical_json
from .models import AuditEntry

ENTRIES = "audit entries"


class BrokenChain(Exception):
    """Raised when the trail has been altered; the message names the first entry that does not fit."""


@transaction.atomic(savepoint=False)
def record(person: str, act: str, subject: str, digest: str = "", **detail: Any) -> AuditEntry:
    """Append one entry: ``person`` did ``act`` to ``subject``, on content with this ``digest``."""
    counters.take(ENTRIES)  # holds the counter's row, so that entries are chained one after another
    previous = AuditEntry.objects.order_by("-id").values_list("chain", flat=True).first()
    entry = AuditEntry(
        at=clock.now(),
        person=person,
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
    """Return the digest that chains ``entry`` to the one before it."""
    said = {
        "at": int(entry.at.timestamp()),
        "person": entry.person,
        "act": entry.act,
        "subject": entry.subject,
        "digest": entry.digest,
        "detail": entry.detail,
        "previous": entry.previous,
    }
    return hashlib.sha256(canonical_json(said)).hexdigest()


def verify() -> int:
    """Return how many entries the trail has, all of them fitting.

    Raises ``BrokenChain`` naming the first entry that was altered, removed or slipped in. The counter tells
    when the newest entries were cut off.
    """
    previous, entries = "", 0
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        entries += 1
        if entry.previous != previous:
            raise BrokenChain(f"操作记录第 {entry.pk} 条之前有缺失或插入。")
        if entry.chain != chain_of(entry):
            raise BrokenChain(f"操作记录第 {entry.pk} 条已被改动。")
        previous = entry.chain
    if counters.last(ENTRIES) != entries:
        raise BrokenChain(f"操作记录末尾缺失：应有 {counters.last(ENTRIES)} 条，实有 {entries} 条。")
    return entries
