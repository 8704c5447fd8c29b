"""Keeping the index up with the store: the outbox tells what has changed (检索索引更新)."""

import logging
from collections.abc import Iterable, Iterator

from django.db import transaction

from sites.store import clock
from sites.store.models import Document, OutboxEntry
from sites.store.reading import public

from .documents import INDEXED_KINDS, IndexDocument, index_document
from .engines import Engine, engine

BATCH = 500
log = logging.getLogger(__name__)


def index_pending() -> int:
    """Bring the index up with every change that waits in the outbox, oldest first; return how many there were.

    What counts is how the document stands in the store now, not what the change said. A document that cannot be
    indexed is taken out of the index and reported in the log; the others go on. Raises ``EngineUnavailable`` when the
    index cannot be written; the changes then go on waiting.
    """
    done = 0
    while numbers := _index_batch(engine()):
        done += numbers
    return done


def indexable() -> Iterator[IndexDocument]:
    """Yield the index documents of everything public that can be found, oldest first, for a new index."""
    documents = public().filter(kind__in=INDEXED_KINDS).order_by("published_at", "id")
    return _index_documents(documents.iterator(chunk_size=BATCH))


def _index_batch(target: Engine) -> int:
    entries = list(OutboxEntry.objects.filter(indexed_at=None).order_by("id").values_list("id", "document")[:BATCH])
    if not entries:
        return 0
    keys = {key for _number, key in entries if key}
    found = {document.key: document for document in public().filter(key__in=keys, kind__in=INDEXED_KINDS)}
    ready = list(_index_documents(found.values()))
    target.remove(keys - {str(document.key) for document in ready})
    target.index(ready)
    with transaction.atomic():
        OutboxEntry.objects.filter(id__in=[number for number, _key in entries]).update(indexed_at=clock.now())
    return len(entries)


def _index_documents(documents: Iterable[Document]) -> Iterator[IndexDocument]:
    for document in documents:
        try:
            yield index_document(document)
        except Exception:  # one document's failure stays its own
            log.exception("%s cannot be indexed", document.key)
