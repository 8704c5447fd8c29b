"""Reading the store for an output, noting each key that is read (依赖记录).

Whatever renders an output reads through a ``Reader``; ``touched`` then holds the narrow keys it depends on.
Columns, homes and names belong to the wide keys of their edition and site and are not noted one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from django.db.models import QuerySet

from sites.registry.models import Edition, Site

from . import keys
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
        return next(iter(self._own(self._shared().filter(kind="home").order_by("pk")[:1])), None)

    @cached_property
    def columns(self) -> dict[str, Document]:
        """The edition's public columns by key, in the order of their ``position``."""
        found = self._own(self._shared().filter(kind="column"))
        ordered = sorted(found, key=lambda column: (column.payload.get("position", 0), column.path))
        return {column.key: column for column in ordered}

    @cached_property
    def editions(self) -> list[str]:
        """The language codes in which the site has a public home."""
        declared = list(Edition.objects.filter(site=self.site).order_by("id").values_list("language", flat=True))
        homes = _public().filter(site=self.site, language__in=declared, kind="home")
        held = set(homes.values_list("language", flat=True))
        return [language for language in declared if language in held]

    def latest(self, column: str, count: int) -> list[Document]:
        """Return the newest ``count`` documents of ``column``, newest first."""
        self.touched.add(keys.latest(column))
        return self._own(_public().filter(column=column, slot__gt=0).order_by("-slot")[:count])

    def in_slots(self, column: str, slots: range) -> list[Document]:
        """Return the documents of ``column`` that hold one of ``slots``, newest first."""
        if not slots:
            return []
        found = _public().filter(column=column, slot__gte=slots[0], slot__lte=slots[-1])
        return self._own(found.order_by("-slot"))

    def total(self, column: str) -> int:
        """Return how many documents ``column`` lists."""
        return _public().filter(column=column, slot__gt=0).count()

    def translations(self, document: Document) -> list[Document]:
        """Return the public language versions of ``document``, itself included, in the editions' order."""
        self.touched.add(keys.translations(document.translation_group))
        found = public().filter(translation_group=document.translation_group)
        own = [version for version in found if version.site_id == self.site.id]
        return sorted(own, key=lambda version: self._rank(version.language))

    def _shared(self) -> QuerySet[Document]:
        return _public().filter(site=self.site, language=self.language)

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


def _public() -> QuerySet[Document]:
    return Document.objects.filter(state=Document.State.PUBLIC)
