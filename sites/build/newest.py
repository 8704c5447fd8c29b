"""The newest documents of many columns in few queries: an edition may have hundreds of columns."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Q

from sites.store.models import Document

from .batching import batches

TOGETHER = 100
"""How many columns are asked for in one query."""
Place = tuple[datetime, int, str]
"""A document's date as readers see it, its number and its key."""


def newest_places(last_slots: Mapping[str, int], count: int) -> Iterator[Place]:
    """Yield the places of the ``count`` newest public documents of each column, in no order.

    ``last_slots`` holds the last slot given out in each column. Where withdrawn documents left slots empty, the column
    is asked for by itself.
    """
    public = Document.objects.filter(state=Document.State.PUBLIC, slot__gt=0).order_by()
    for some in batches(sorted((column, last) for column, last in last_slots.items() if last), TOGETHER):
        wanted = Q(pk__in=[])
        for column, last in some:
            wanted |= Q(column=column, slot__gt=max(last - count, 0))
        found: dict[str, list[Place]] = defaultdict(list)
        for column, when, number, key in public.filter(wanted).values_list("column", "published_at", "number", "key"):
            found[column].append((when, number, key))
        for column, last in some:
            if len(found[column]) < min(count, last):
                rows = public.filter(column=column).order_by("-slot").values_list("published_at", "number", "key")
                found[column] = list(rows[:count])
            yield from found[column]
