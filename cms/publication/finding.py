"""Finding what the queue says of documents, by what the database can find fast."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sites.release.guard.holding import is_allowed
from sites.release.models import Hold, Task
from sites.store.models import Document, OutboxEntry

EARLIER = timedelta(hours=1)
"""How far a clock may have stepped back between a change and its release."""


def entries_of(documents: Iterable[Document]) -> dict[str, OutboxEntry]:
    """Return by key the entry of the outbox with which each document took its present version, or was withdrawn.

    The open entries are few. A released one stands, in the order of release, right after the document's own change:
    that order is indexed, the documents of a million entries are not.
    """
    wanted = {document.key: document for document in documents}
    found: dict[str, OutboxEntry] = {}
    for entry in OutboxEntry.objects.filter(released_at=None, document__in=wanted).order_by("id"):
        if _is_of(entry, wanted[entry.document]):
            found[entry.document] = entry
    for key, document in wanted.items():
        if key in found:
            continue
        since = (document.withdrawn_at or document.admitted_at) - EARLIER
        later = OutboxEntry.objects.filter(document=key, released_at__gte=since)
        own = next((entry for entry in later.order_by("released_at") if _is_of(entry, document)), None)
        if own is not None:
            found[key] = own
    return found


def tasks_of(entries: Iterable[OutboxEntry]) -> dict[int, list[Task]]:
    """Return the tasks of ``entries`` by entry."""
    found: dict[int, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(entry__in=[entry.pk for entry in entries]):
        found[task.entry_id].append(task)
    return found


def holds_of(sites: set[int]) -> dict[int, Hold]:
    """Return by site what the guard holds back and nobody allowed yet."""
    held = Hold.objects.select_related("site").filter(site__in=sites)
    return {hold.site_id: hold for hold in held if not is_allowed(hold)}


def last_good(document: Document) -> datetime | None:
    """Return when the version became public that readers still see while the newest one is on its way, else None."""
    released = OutboxEntry.objects.filter(document=document.key, released_at__isnull=False)
    newest = released.exclude(digest="").order_by("-released_at").first()
    return newest.released_at if newest is not None and newest.cause != "withdraw" else None


def _is_of(entry: OutboxEntry, document: Document) -> bool:
    """Return whether ``entry`` tells of the document's present standing rather than of an earlier one."""
    is_withdrawal = entry.cause == "withdraw" or (entry.cause == "rollback" and not entry.digest)
    if document.is_public:
        return not is_withdrawal and entry.digest == document.digest
    return is_withdrawal and entry.digest in ("", document.digest)
