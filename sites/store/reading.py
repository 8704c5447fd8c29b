"""Reading the store for an output, noting each key that is read (依赖记录).

Whatever renders an output reads through a ``Reader``; ``touched`` then holds the narrow keys it depends on.
Columns, homes and names belong to the wide keys of their edition and site and are not noted one by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet

from sites.registry.models import Site

from . import keys
from .bulk import places
from .models import Document

T = TypeVar("T")


@dataclass(frozen=True)
class ListPage(Generic[T]):
    """One page of a column's list: its documents, newest first, and the numbered pages beside it.

    ``number`` is 0 for the first page. ``older`` is the numbered page with older documents, 0 when there
    is none; ``newer`` the numbered page with newer ones, 0 meaning the first page. ``pages`` and ``total`` are
    known on the first page alone (0 elsewhere), because a numbered page never shifts.
    """

    documents: list[T]
    number: int
    older: int
    newer: int
    pages: int = 0
    total: int = 0


class Reader:
    """Reads what is public of one edition. Make one for each output that is rendered."""

    def __init__(self, site: Site, language: str) -> None:
        self.site = site
        self.language = language
        self.touched: set[str] = set()

    def document(self, key: str) -> Document | None:
        """Return the public document with this ``key``, of any site, or None."""
        self.touched.add(keys.document(key))
        return public().filter(key=key).first()

    @cached_property
    def home(self) -> Document | None:
        """The edition's home, None while it is not public."""
        return next((home for home in self._homes if home.language == self.language), None)

    @cached_property
    def columns(self) -> dict[str, Document]:
        """The edition's public columns by key, in the order of their ``position``."""
        condition = "site_id = %s AND language = %s AND kind = 'column'"
        found = self._own(public_where(condition, [self.site.pk, self.language]))
        ordered = sorted(found, key=lambda column: (column.payload.get("position", 0), column.path))
        return {column.key: column for column in ordered}

    @cached_property
    def editions(self) -> list[str]:
        """The language codes in which the site has a public home."""
        held = {home.language for home in self._homes}
        return [language for language in self._declared if language in held]

    def latest(self, column: str, count: int) -> list[Document]:
        """Return the newest ``count`` documents of ``column``, newest first."""
        self.touched.add(keys.latest(column))
        return self._own(newest_in(column, count))

    def in_slots(self, column: str, slots: range) -> list[Document]:
        """Return the documents of ``column`` that hold one of ``slots``, newest first."""
        if not slots:
            return []
        condition = '"column" = %s AND slot >= %s AND slot <= %s ORDER BY slot DESC'
        return self._own(public_where(condition, [column, slots[0], slots[-1]]))

    def total(self, column: str) -> int:
        """Return how many documents ``column`` lists."""
        with connection.cursor() as cursor:
            asked = 'SELECT COUNT(*) FROM store_document WHERE "column" = %s AND state = %s AND slot > 0'
            cursor.execute(asked, [column, Document.State.PUBLIC])
            return int(cursor.fetchone()[0])

    def translations(self, document: Document) -> list[Document]:
        """Return the public language versions of ``document``, itself included, in the editions' order."""
        self.touched.add(keys.translations(document.translation_group))
        found = public().filter(translation_group=document.translation_group)
        own = [version for version in found if version.site_id == self.site.id]
        return sorted(own, key=lambda version: self._rank(version.language))

    @cached_property
    def _declared(self) -> list[str]:
        """The languages of the site's editions in their order."""
        return self.site.languages()

    @cached_property
    def _homes(self) -> list[Document]:
        """The public homes of the site in all of its editions, and in the reader's language."""
        languages = sorted({*self._declared, self.language})
        condition = f"site_id = %s AND language IN ({places(languages)}) AND kind = 'home' ORDER BY id"
        return self._own(public_where(condition, [self.site.pk, *languages]))

    def _own(self, documents: Iterable[Document]) -> list[Document]:
        """Return ``documents`` of this very site, which is then not read again with each of them."""
        found = list(documents)
        for document in found:
            document.site = self.site
        return found

    def _rank(self, language: str) -> int:
        return self.editions.index(language) if language in self.editions else len(self.editions)


def public() -> QuerySet[Document]:
    """Return every document that is public, whatever its site."""
    return _public().select_related("site")


def public_where(condition: str, values: Sequence[Any]) -> list[Document]:
    """Return the public documents that meet an SQL ``condition`` of our own, in which ``%s`` stands for each value.

    For what every build asks: Django takes longer to compose such a query than a database to answer it.
    """
    return list(Document.objects.raw(_public_rows() + condition, [Document.State.PUBLIC, *values]))


def newest_in(column: str, count: int) -> list[Document]:
    """Return the newest ``count`` public documents that ``column`` lists, newest first."""
    return public_where('"column" = %s AND slot > 0 ORDER BY slot DESC LIMIT %s', [column, count])


@cache
def _public_rows() -> str:
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in Document._meta.concrete_fields)
    return f"SELECT {columns} FROM store_document WHERE state = %s AND "  # noqa: S608  (our own names)


def _public() -> QuerySet[Document]:
    return Document.objects.filter(state=Document.State.PUBLIC)
