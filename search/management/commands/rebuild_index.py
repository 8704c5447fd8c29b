"""``manage.py rebuild_index``: make the search index anew from the store."""

import time
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from search.documents import INDEXED_KINDS, IndexDocument
from search.engines import EngineUnavailable, engine
from search.indexing import index_pending, indexable
from sites.store.models import OutboxEntry
from sites.store.reading import public

STEP = 1000


class Command(BaseCommand):
    """Builds beside the index in use and swaps at the end: readers never see half an index."""

    help = "重建全文检索索引；重建期间检索照常可用。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, then take in what changed meanwhile."""
        started = time.monotonic()
        last = OutboxEntry.objects.aggregate(last=Max("id"))["last"] or 0
        try:
            number = engine().rebuild(self._with_progress(indexable()))
            OutboxEntry.objects.filter(id__gt=last).update(indexed_at=None)
            index_pending()
        except EngineUnavailable as error:
            raise CommandError(f"索引没有重建：{error}") from error
        self.stdout.write(f"已重建索引：{number} 篇，用时 {time.monotonic() - started:.1f} 秒。")

    def _with_progress(self, documents: Iterator[IndexDocument]) -> Iterator[IndexDocument]:
        total = public().filter(kind__in=INDEXED_KINDS).count()
        for number, document in enumerate(documents, 1):
            yield document
            if number % STEP == 0:
                self.stdout.write(f"{number} / {total}")
