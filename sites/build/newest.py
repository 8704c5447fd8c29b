"""The newest documents of several columns in one query, for a home that shows many of them."""

from collections.abc import Mapping

from sites.store.models import Document
from sites.store.reading import newest_in, public_where


def newest_documents(wanted: Mapping[str, int], last_slots: Mapping[str, int]) -> dict[str, list[Document]]:
    """Return so many of the newest public documents of each column as are ``wanted``, newest first.

    ``last_slots`` holds the last slot given out in each column. Where withdrawn documents left slots empty, the column
    is asked for by itself.
    """
    found: dict[str, list[Document]] = {column: [] for column in wanted}
    listing = [column for column in wanted if last_slots.get(column)]
    if not listing:
        return found
    asked = " OR ".join(['("column" = %s AND slot > %s)'] * len(listing))
    values = [value for column in listing for value in (column, max(last_slots[column] - wanted[column], 0))]
    for document in public_where(f"({asked}) ORDER BY slot DESC", values):
        found[document.column].append(document)
    for column in listing:
        if len(found[column]) < min(wanted[column], last_slots[column]):
            found[column] = newest_in(column, wanted[column])
    return found
