"""Writing the audit trail: called inside the transaction of every act."""

from typing import Any

from . import clock
from .models import AuditEntry


def record(person: str, act: str, subject: str, digest: str = "", **detail: Any) -> AuditEntry:
    """Append one entry: ``person`` did ``act`` to ``subject``, on content with this ``digest``."""
    return AuditEntry.objects.create(
        at=clock.now(), person=person, act=act, subject=subject, digest=digest, detail=detail
    )
