"""What is asked of an engine, and its answer."""

from dataclasses import dataclass, field

PAGE_SIZE = 10
MOST_PAGES = 100
"""Nobody reads further; a limit keeps deep pages from costing what they are not worth."""


@dataclass(frozen=True)
class Query:
    """A search: ``language`` is the edition's; ``site`` and ``only_language`` narrow it, empty meaning all."""

    text: str
    language: str
    site: str = ""
    only_language: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True)
class Results:
    """How many documents were found in all, and the keys of those on the page asked for, the best first."""

    total: int = 0
    keys: list[str] = field(default_factory=list)
