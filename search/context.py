"""What the search templates receive."""

from dataclasses import dataclass, field
from datetime import datetime

from multilingual.registry import Language


@dataclass(frozen=True)
class SearchItem:
    """One result. ``title`` and ``snippet`` are safe HTML in which ``<mark>`` shows what was met."""

    title: str
    url: str
    snippet: str
    date: datetime
    site_name: str
    column_name: str


@dataclass(frozen=True)
class SearchPage:
    """One page of results, or the empty form.

    ``scopes`` holds ``(value, label, is_current)``; ``previous_url`` and ``next_url`` are empty where there is no such
    page; ``error`` is a sentence in the page's language, empty when all is well.
    """

    query: str
    language: Language
    action_url: str
    scope: str
    scopes: list[tuple[str, str, bool]]
    total: int = 0
    items: list[SearchItem] = field(default_factory=list)
    page: int = 1
    pages: int = 0
    previous_url: str = ""
    next_url: str = ""
    error: str = ""
