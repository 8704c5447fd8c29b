"""The numbered pages of columns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from sites.store import keys, listing
from sites.store.models import Document

from ..reading import NOTHING_AHEAD, Ahead, BuildReader, look_ahead_lists, versions_of
from ..rendering import pages
from ..rendering.html import render
from ..shared import Run
from .spec import Identity, Spec, batches

LIST = "list"
TOGETHER = 25
"""How many list pages of a column are fetched together."""


def subject(column: str, number: int) -> str:
    """Return the subject of numbered page ``number`` of the column with this key."""
    return f"{column}:{number}"


class Lists:
    """A numbered list page."""

    kind = LIST
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield each numbered page of each public column."""
        shared = run.edition(language)
        for column in shared.columns.values():
            last = listing.numbered_pages(shared.last_slots[column.key])
            ahead = Ahead(versions=versions_of(shared, [column])) if last else NOTHING_AHEAD
            for first in range(1, last + 1, TOGETHER):
                numbers = range(first, min(first + TOGETHER, last + 1))
                if not shared.survey.is_complete:
                    ahead = look_ahead_lists(shared, column, numbers)
                yield from (self._spec(language, column, number, ahead) for number in numbers)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield those ``subjects`` whose column is public and has that many pages."""
        shared = run.edition(language)
        wanted: dict[str, set[int]] = defaultdict(set)
        for one in subjects:
            key, _, number = one.rpartition(":")
            wanted[key].add(int(number))
        for key in sorted(wanted.keys() & shared.columns.keys()):
            column, last = shared.columns[key], listing.numbered_pages(shared.last_slots[key])
            for numbers in batches(sorted(number for number in wanted[key] if 1 <= number <= last), TOGETHER):
                ahead = look_ahead_lists(shared, column, numbers)
                yield from (self._spec(language, column, number, ahead) for number in numbers)

    def _spec(self, language: str, column: Document, number: int, ahead: Ahead = NOTHING_AHEAD) -> Spec:
        implied = {keys.slots(column.key, number), keys.newer(column.key, number)}
        return Spec(
            Identity(language, self.kind, subject(column.key, number)),
            pages.list_path(column, number),
            partial(_page, column=column, number=number),
            frozenset(implied),
            ahead=ahead,
        )


def _page(reader: BuildReader, column: Document, number: int) -> bytes:
    return render(pages.column_page(reader, column, reader.list_page(column.key, number)))
