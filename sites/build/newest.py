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
    wanted = dict.fromkeys(last_slots, count)
    for some in _together(wanted, last_slots):
        found: dict[str, list[Place]] = defaultdict(list)
        rows = public.filter(_in_newest_slots(some, last_slots))
        for column, when, number, key in rows.values_list("column", "published_at", "number", "key"):
            found[column].append((when, number, key))
        for column in some:
            if len(found[column]) < min(count, last_slots[column]):
                one = public.filter(column=column).order_by("-slot").values_list("published_at", "number", "key")
                found[column] = list(one[:count])
            yield from found[column]


def newest_documents(wanted: Mapping[str, int], last_slots: Mapping[str, int]) -> dict[str, list[Document]]:
    """Return so many of the newest public documents of each column as are ``wanted``, newest first."""
    public = Document.objects.filter(state=Document.State.PUBLIC, slot__gt=0).order_by("-slot")
    found: dict[str, list[Document]] = {column: [] for column in wanted}
    for some in _together(wanted, last_slots):
        for document in public.filter(_in_newest_slots(some, last_slots)):
            found[document.column].append(document)
        for column, count in some.items():
            if len(found[column]) < min(count, last_slots[column]):
                found[column] = list(public.filter(column=column)[:count])
    return found


def _together(wanted: Mapping[str, int], last_slots: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Yield the ``wanted`` columns that ever listed anything, as many together as one query asks for."""
    yield from map(dict, batches(sorted(pair for pair in wanted.items() if last_slots.get(pair[0])), TOGETHER))


def _in_newest_slots(wanted: Mapping[str, int], last_slots: Mapping[str, int]) -> Q:
    asked = Q(pk__in=[])
    for column, count in wanted.items():
        asked |= Q(column=column, slot__gt=max(last_slots[column] - count, 0))
    return asked
