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
