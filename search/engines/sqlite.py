"""The embedded engine: SQLite's FTS5, in a file of its own beside the main database."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import cast

from django.conf import settings

from search.documents import WEIGHTS, IndexDocument
from search.query import Query, Results

from . import EngineUnavailable
from .match import HEADINGS, exact_expression, facet_tokens, match_expression
from .ranking import CANDIDATES, WEIGHED, rank

_TEXTS = (*WEIGHTS, "exact_keys")
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS documents (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, date REAL NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS keys USING fts5
    ({", ".join(_TEXTS)}, facets, tokenize = "ascii tokenchars '_-'", prefix = 1);
"""
_BATCH = 500


class SqliteEngine:
    """Keeps the index in ``SUMU_VAR/search.sqlite3``. Readers never wait for the writer (WAL)."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(settings.SUMU_VAR) / "search.sqlite3"

    def index(self, documents: Iterable[IndexDocument]) -> None:
        """Put ``documents`` into the index, in short transactions."""
        with self._writing() as database:
            _write(database, documents)

    def remove(self, keys: Iterable[str]) -> None:
        """Take the documents with these ``keys`` out of the index."""
        with self._writing() as database, _transaction(database):
            for key in keys:
                _delete(database, key)

    def search(self, query: Query) -> Results:
        """Return what ``query`` finds: whole titles and document numbers first, then by weight and date."""
        expression = match_expression(query)
        if not expression:
            return Results()
        with self._reading() as database:
            total = _single(database, "SELECT count(*) FROM keys WHERE keys MATCH ?", expression)
            exact = _ids(database, exact_expression(query))
            scores = dict.fromkeys(exact, 0.0)
            if total > WEIGHED:
                scores |= dict.fromkeys(_newest(database, expression), 0.0)
                expression = match_expression(query, fields=HEADINGS)
            scores |= _weighed(database, expression)
            rows = _rows(database, list(scores))
        total = max(total, len(rows))
        start = (query.page - 1) * query.page_size
        ranked = rank([(key, date, scores[number], number in exact) for number, key, date in rows])
        return Results(total, ranked[start : start + query.page_size])

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Build a new file beside the index, then copy it over the old one in a single transaction.

        Readers see the old index until then. A rename would not do: processes that hold the file open would go on
        reading the old one, and its write-ahead log would be taken for the new one's.
        """
        beside = self.path.with_suffix(".building")
        beside.unlink(missing_ok=True)
        try:
            with _translating_errors(), closing(_connect(beside)) as built:
                built.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
                number = _write(built, documents)
                built.execute("INSERT INTO keys(keys) VALUES ('optimize')")
                with self._writing() as database:
                    built.backup(database)
            return number
        finally:
            beside.unlink(missing_ok=True)

    def count(self) -> int:
        """Return how many documents the index holds."""
        with self._reading() as database:
            return _single(database, "SELECT count(*) FROM documents")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _translating_errors():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_connect(self.path)) as database:
                database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA)
                yield database

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            raise EngineUnavailable("the search index has not been built yet")
        with _translating_errors(), closing(_connect(self.path)) as database:
            database.execute("PRAGMA query_only = ON")
            database.execute("BEGIN")  # one query reads several times, all of them from the same index
            yield database


@contextmanager
def _translating_errors() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise EngineUnavailable(f"the search index cannot be used: {error}") from error


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=20, isolation_level=None)


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _write(database: sqlite3.Connection, documents: Iterable[IndexDocument]) -> int:
    """Write ``documents`` batch by batch; a batch is read in full before its transaction begins."""
    remaining = iter(documents)
    written = 0
    while batch := list(islice(remaining, _BATCH)):
        with _transaction(database):
            for document in batch:
                _insert(database, document)
        written += len(batch)
    return written


def _insert(database: sqlite3.Connection, document: IndexDocument) -> None:
    """Write one document; one that was there before keeps its number, which stands for its place in time."""
    number = _delete(database, str(document.key))
    date = cast("datetime", document.date).timestamp()
    row = database.execute("INSERT INTO documents (id, key, date) VALUES (?, ?, ?)", (number, document.key, date))
    texts = [getattr(document, name) for name in _TEXTS]
    database.execute(
        f"INSERT INTO keys (rowid, {', '.join(_TEXTS)}, facets) VALUES (?{', ?' * (len(_TEXTS) + 1)})",  # noqa: S608
        (row.lastrowid, *texts, " ".join(facet_tokens(str(document.site), str(document.language)))),
    )


def _delete(database: sqlite3.Connection, key: str) -> int | None:
    """Take a document out and return the number it had, None when it was not there."""
    row = database.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    database.execute("DELETE FROM keys WHERE rowid = ?", row)
    database.execute("DELETE FROM documents WHERE id = ?", row)
    return int(row[0])


def _weighed(database: sqlite3.Connection, expression: str) -> dict[int, float]:
    """Return the heaviest hits with their bm25 scores; the time it takes grows with the number of hits."""
    weights = ", ".join(str(weight) for weight in (*WEIGHTS.values(), 0.0, 0.0))
    statement = f"SELECT rowid, bm25(keys, {weights}) AS score FROM keys WHERE keys MATCH ? ORDER BY score LIMIT ?"  # noqa: S608
    return dict(database.execute(statement, (expression, CANDIDATES)).fetchall())


def _newest(database: sqlite3.Connection, expression: str) -> list[int]:
    """Return the hits that came last into the index, unweighed; the time it takes hardly grows."""
    statement = "SELECT rowid FROM keys WHERE keys MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [number for (number,) in database.execute(statement, (expression, CANDIDATES))]


def _single(database: sqlite3.Connection, statement: str, *values: str) -> int:
    return int(database.execute(statement, values).fetchone()[0])


def _ids(database: sqlite3.Connection, expression: str) -> set[int]:
    if not expression:
        return set()
    found = database.execute("SELECT rowid FROM keys WHERE keys MATCH ? LIMIT ?", (expression, CANDIDATES))
    return {number for (number,) in found}


def _rows(database: sqlite3.Connection, numbers: list[int]) -> list[tuple[int, str, float]]:
    places = ", ".join("?" * len(numbers))
    return database.execute(f"SELECT id, key, date FROM documents WHERE id IN ({places})", numbers).fetchall()  # noqa: S608
