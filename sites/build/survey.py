"""What one pass over the documents of an edition saw: enough for its lists, homes, feed and sitemap (全站一览)."""

from bisect import bisect_left, bisect_right
from datetime import datetime
from heapq import nlargest
from typing import NamedTuple

from sites.store.models import Document

from .context import Item

LARGEST = 50_000
"""How many documents a survey remembers at most, about 2 kB each; editions with more read them again for each list."""


class Seen(NamedTuple):
    """What is remembered of each document; sorted, they are in the order of their slots."""

    slot: int
    key: str
    number: int
    path: str
    published_at: datetime
    admitted_at: datetime


class Survey:
    """The listed public documents of an edition, as a full pass over them finds them.

    Of no use before ``is_complete``. A document that comes meanwhile is announced in the outbox, and what shows it is
    built again.
    """

    def __init__(self) -> None:
        self.is_complete = False
        self.items: dict[str, Item] = {}
        """The documents that were proven intact, as lists show them, by key."""
        self._columns: dict[str, list[Seen]] = {}
        self._numbered: list[Seen] = []

    def note(self, document: Document) -> None:
        """Remember that ``document`` is listed."""
        seen = Seen(
            document.slot,
            document.key,
            document.number,
            document.path,
            document.published_at,
            document.admitted_at,
        )
        self._numbered.append(seen)
        if document.slot:
            self._columns.setdefault(document.column, []).append(seen)

    def complete(self) -> None:
        """Say that the pass has ended: from now on the survey answers."""
        for column in self._columns.values():
            column.sort()
        self._numbered.sort(key=_number)
        self.is_complete = True

    def total(self, column: str) -> int:
        """Return how many documents ``column`` lists."""
        return len(self._columns.get(column, ()))

    def in_slots(self, column: str, slots: range) -> list[Seen]:
        """Return the documents of ``column`` that hold one of ``slots``, newest first."""
        listed = self._columns.get(column, [])
        if not slots:
            return []
        first = bisect_left(listed, (slots[0],))
        return listed[first : bisect_left(listed, (slots[-1] + 1,))][::-1]

    def latest(self, column: str, count: int) -> list[Seen]:
        """Return the newest ``count`` documents of ``column``, newest first."""
        return self._columns.get(column, [])[: -count - 1 : -1]

    def newest(self, count: int) -> list[Seen]:
        """Return the newest ``count`` documents over all columns, by the date that readers see."""
        return nlargest(count, (seen for seen in self._numbered if seen.slot), key=_date)

    def by_number(self, first: int, last: int) -> list[Seen]:
        """Return the documents with these numbers, both included, in their order."""
        start = bisect_left(self._numbered, first, key=_number)
        return self._numbered[start : bisect_right(self._numbered, last, key=_number)]


def _date(seen: Seen) -> tuple[datetime, int]:
    return seen.published_at, seen.number


def _number(seen: Seen) -> int:
    return seen.number
