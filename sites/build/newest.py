"""The newest documents of several columns in one query, for a home that shows many of them."""

from collections.abc import Mapping

from django.db.models import Q

from sites.store.models import Document


def newest_documents(wanted: Mapping[str, int], last_slots: Mapping[str, int]) -> dict[str, list[Document]]:
    """Return so many of the newest public documents of each column as are ``wanted``, newest first.

    ``last_slots`` holds the last slot given out in each column. Where withdrawn documents left slots empty, the column
    is asked for by itself.
    """
    public = Document.objects.filter(state=Document.State.PUBLIC, slot__gt=0).order_by("-slot")
    found: dict[str, list[Document]] = {column: [] for column in wanted}
    asked = Q(pk__in=[])
    for column, count in wanted.items():
        asked |= Q(column=column, slot__gt=max(last_slots.get(column, 0) - count, 0))
    for document in public.filter(asked):
        found[document.column].append(document)
    for column, count in wanted.items():
        if len(found[column]) < min(count, last_slots.get(column, 0)):
            found[column] = list(public.filter(column=column)[:count])
    return found
