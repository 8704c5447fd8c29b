"""Writing the outbox: what has changed in the store, for the builder and for the search index."""

from collections.abc import Iterable

from sites.registry.models import Site

from . import clock
from .models import OutboxEntry


def announce(site: Site, cause: str, keys: Iterable[str], document: str = "", digest: str = "") -> OutboxEntry:
    """Append one change of ``site`` that touched ``keys``; call it in the change's own transaction."""
    return OutboxEntry.objects.create(
        site=site,
        cause=cause,
        document=document,
        digest=digest,
        keys=sorted(set(keys)),
        created_at=clock.now(),
    )


def announce_all(site: Site, cause: str, changes: Iterable[tuple[Iterable[str], str, str]]) -> list[OutboxEntry]:
    """Append many changes of ``site`` at once: of each the keys it touched, its document's key and digest."""
    now = clock.now()
    entries = [
        OutboxEntry(site=site, cause=cause, document=document, digest=digest, keys=sorted(set(keys)), created_at=now)
        for keys, document, digest in changes
    ]
    return OutboxEntry.objects.bulk_create(entries, batch_size=500)
