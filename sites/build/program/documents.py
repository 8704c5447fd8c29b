"""Homes, the first pages of columns, and the pages of listed documents."""

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import QuerySet

from sites.store import intact, keys
from sites.store.content import LISTED_KINDS
from sites.store.models import Document

from ..reading import BuildReader, look_ahead
from ..rendering import pages
from ..rendering.html import render
from ..shared import Run
from .spec import Identity, Spec, batches

BATCH = 500
"""How many documents are held in memory at once."""
DOCUMENT = "document"
COLUMN = "column"
HOME = "home"


class Homes:
    """The home of an edition; its subject is the document's key."""

    kind = HOME
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield the edition's home, once it is public."""
        home = run.edition(language).home
        if home is not None:
            implied = frozenset(
                {
                    keys.document(home.key),
                    keys.translations(home.translation_group),
                    keys.notice(run.site.key),
                }
            )
            yield Spec(Identity(language, self.kind, home.key), home.path, partial(_home, document=home), implied)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the home if it is among ``subjects``."""
        wanted = set(subjects)
        return (spec for spec in self.every(run, language) if spec.identity.subject in wanted)


class Columns:
    """The first list page of a column; its subject is the column's key."""

    kind = COLUMN
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield the first page of each public column."""
        for column in run.edition(language).columns.values():
            implied = {
                keys.document(column.key),
                keys.translations(column.translation_group),
                keys.latest(column.key),
            }
            identity = Identity(language, self.kind, column.key)
            yield Spec(identity, column.path, partial(_column, document=column), frozenset(implied))

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the first pages of the columns among ``subjects``."""
        wanted = set(subjects)
        return (spec for spec in self.every(run, language) if spec.identity.subject in wanted)


class Listed:
    """The pages of the documents that columns list; the subject is the document's key."""

    kind = DOCUMENT
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield the page of each public listed document, by number."""
        documents = _public(run, language).order_by("number")
        return self._specs(run, language, documents.iterator(chunk_size=BATCH))

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the pages of those ``subjects`` that are public."""
        for batch in batches(subjects, BATCH):
            yield from self._specs(run, language, _public(run, language).filter(key__in=batch).order_by("number"))

    def _specs(self, run: Run, language: str, documents: Iterable[Document]) -> Iterator[Spec]:
        shared = run.edition(language)
        for batch in batches(documents, BATCH):
            ahead = look_ahead(shared, batch)
            for document in batch:
                document.site = run.site
                yield Spec(
                    Identity(language, self.kind, document.key),
                    document.path,
                    partial(_document, document=document),
                    frozenset({keys.document(document.key), keys.translations(document.translation_group)}),
                    ahead=ahead,
                )


def _public(run: Run, language: str) -> QuerySet[Document]:
    found = Document.objects.filter(site=run.site, language=language, state=Document.State.PUBLIC)
    return found.filter(kind__in=LISTED_KINDS)


def _home(reader: BuildReader, document: Document) -> bytes:
    return render(pages.home_page(reader, intact.demand(document)))


def _column(reader: BuildReader, document: Document) -> bytes:
    return render(pages.column_page(reader, intact.demand(document), reader.first_page(document.key)))


def _document(reader: BuildReader, document: Document) -> bytes:
    return render(pages.document_page(reader, intact.demand(document)))
