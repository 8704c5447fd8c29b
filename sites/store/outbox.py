"""Writing the outbox: what has changed in the store, for the builder and for the search index."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from sites.registry.models import Site

from . import bulk, clock
from .models import OutboxEntry


def announce(site: Site, cause: str, keys: Iterable[str], document: str = "", digest: str = "") -> OutboxEntry:
    """Append one change of ``site`` that touched ``keys``; call it in the change's own transaction."""
    return OutboxEntry.objects.create(
        site=site,
        cause=cause,
        document=document,
        digest=digest,
        keys=sorted(set(keys)),
        created_at=_moment(),
    )


def announce_all(site: Site, cause: str, changes: Iterable[tuple[Iterable[str], str, str]]) -> list[int]:
    """Append many changes of ``site`` at once: of each the keys it touched, its document's key and digest.

    Call it in their own transaction, in which those documents are locked. Returns the ids of the entries.
    """
    now = _moment()
    entries = [
        OutboxEntry(site=site, cause=cause, document=document, digest=digest, keys=sorted(set(keys)), created_at=now)
        for keys, document, digest in changes
    ]
    bulk.insert(entries)
    own = OutboxEntry.objects.filter(site=site, cause=cause, document__in=[entry.document for entry in entries])
    return sorted(own.order_by().values("document").annotate(newest=Max("id")).values_list("newest", flat=True))


def _moment() -> datetime:
    """Return the present time, not before that of the newest entry."""
    return clock.not_before(OutboxEntry.objects.order_by("-id").values_list("created_at", flat=True).first())
