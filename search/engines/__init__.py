"""The engines behind one interface: FTS5 in a file now, Elasticsearch or OpenSearch for large clusters."""

from collections.abc import Iterable
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from search.documents import IndexDocument
from search.query import Query, Results

DEFAULT = "search.engines.sqlite.SqliteEngine"


class EngineUnavailable(Exception):
    """Raised when the index cannot be asked or written now."""


class Engine(Protocol):
    """What an engine can do. Every method raises ``EngineUnavailable`` when the index cannot be reached."""

    def index(self, documents: Iterable[IndexDocument]) -> None:
        """Put ``documents`` into the index, each in place of what stood under its key."""

    def remove(self, keys: Iterable[str]) -> None:
        """Take the documents with these ``keys`` out; unknown keys are no error."""

    def search(self, query: Query) -> Results:
        """Return what ``query`` finds."""

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Put a whole new index in place of the old one, at once for every reader; return how many it holds."""

    def count(self) -> int:
        """Return how many documents the index holds."""


def engine() -> Engine:
    """Return the engine that the setting ``SUMU_SEARCH_ENGINE`` names (a dotted path to its class)."""
    made: Engine = import_string(getattr(settings, "SUMU_SEARCH_ENGINE", DEFAULT))()
    return made
