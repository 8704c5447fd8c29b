"""Homes, the first pages of columns, and the pages of listed documents."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from django.db.models import QuerySet

from sites.store import intact, keys
from sites.store.content import LISTED_KINDS
from sites.store.models import Document

from ..reading import Ahead, BuildReader, look_ahead, versions_of
from ..rendering import pages, parts
from ..rendering.html import render
from ..shared import Run
from ..survey import LARGEST, Survey
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
        return self._specs(run, language, run.edition(language).columns.values())

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the first pages of the columns among ``subjects``."""
        columns = run.edition(language).columns
        wanted = set(subjects)
        return self._specs(run, language, [column for key, column in columns.items() if key in wanted])

    def _specs(self, run: Run, language: str, columns: Collection[Document]) -> Iterator[Spec]:
        ahead = Ahead(versions=versions_of(run.edition(language), columns))
        for column in columns:
            implied = {
                keys.document(column.key),
                keys.translations(column.translation_group),
                keys.latest(column.key),
            }
            identity = Identity(language, self.kind, column.key)
            yield Spec(identity, column.path, partial(_column, document=column), frozenset(implied), ahead=ahead)


class Listed:
    """The pages of the documents that columns list; the subject is the document's key."""

    kind = DOCUMENT
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield the page of each public listed document, by number; what was seen then serves the lists."""
        documents = _public(run, language).order_by("number").iterator(chunk_size=BATCH)
        survey = run.edition(language).survey
        if run.edition(language).last_number > LARGEST:
            yield from self._specs(run, language, documents)
            return
        yield from self._specs(run, language, documents, survey)
        survey.complete()

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield the pages of those ``subjects`` that are public."""
        for batch in batches(subjects, BATCH):
            yield from self._specs(run, language, _public(run, language).filter(key__in=batch).order_by("number"))

    def _specs(
        self, run: Run, language: str, documents: Iterable[Document], survey: Survey | None = None
    ) -> Iterator[Spec]:
        shared = run.edition(language)
        for batch in batches(documents, BATCH):
            ahead = look_ahead(shared, batch)
            for document in batch:
                document.site = run.site
                if survey is not None:
                    survey.note(document)
                yield Spec(
                    Identity(language, self.kind, document.key),
                    document.path,
                    partial(_document, document=document, survey=survey),
                    frozenset({keys.document(document.key), keys.translations(document.translation_group)}),
                    ahead=ahead,
                )


def _public(run: Run, language: str) -> QuerySet[Document]:
    found = Document.objects.filter(site=run.site, language=language, state=Document.State.PUBLIC)
    return found.filter(kind__in=LISTED_KINDS)


def _home(reader: BuildReader, document: Document) -> bytes:
    return render(pages.home_page(reader, intact.demand(document)))


def _column(reader: BuildReader, document: Document) -> bytes:
    return render(pages.column_page(reader, intact.demand(document), reader.list_page(document.key, 0)))


def _document(reader: BuildReader, document: Document, survey: Survey | None) -> bytes:
    intact.demand(document)
    if survey is not None:
        survey.items[document.key] = parts.item(document)
    return render(pages.document_page(reader, document))
