"""The numbered pages of columns."""

from collections.abc import Iterable, Iterator
from functools import partial

from sites.store import keys
from sites.store.models import Document

from ..reading import BuildReader
from ..rendering import pages
from ..rendering.html import render
from ..shared import Run
from .spec import Identity, Spec

LIST = "list"


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
            for number in range(1, BuildReader(shared).numbered_pages(column.key) + 1):
                yield self._spec(language, column, number)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield those ``subjects`` whose column is public and has that many pages."""
        shared = run.edition(language)
        for wanted in subjects:
            key, _, number = wanted.rpartition(":")
            column = shared.columns.get(key)
            if column is not None and 1 <= int(number) <= BuildReader(shared).numbered_pages(key):
                yield self._spec(language, column, int(number))

    def _spec(self, language: str, column: Document, number: int) -> Spec:
        implied = {keys.slots(column.key, number), keys.newer(column.key, number)}
        return Spec(
            Identity(language, self.kind, subject(column.key, number)),
            pages.list_path(column, number),
            partial(_page, column=column, number=number),
            frozenset(implied),
        )


def _page(reader: BuildReader, column: Document, number: int) -> bytes:
    return render(pages.column_page(reader, column, reader.numbered_page(column.key, number)))
