"""The order of results: weight first, date moderately; whole titles and document numbers before all."""

from collections.abc import Iterable
from datetime import timedelta

from search.query import MOST_PAGES, PAGE_SIZE

CANDIDATES = PAGE_SIZE * MOST_PAGES
"""How many of the heaviest hits are put in order; no reader goes further."""

WEIGHED = 2 * CANDIDATES
"""With more hits than this a word is too common for its weight in the body to tell anything: then hits in titles and
numbers are weighed, and the newest of the others follow."""

FRESHNESS = 0.25
"""How much more the newest document counts than a very old one."""

HALF = timedelta(days=730).total_seconds()
"""After so much time half of that advantage is gone. Age is counted from the newest hit: no clock, same answer."""


def rank(hits: Iterable[tuple[str, float, float, bool]]) -> list[str]:
    """Return the keys of ``hits`` in order.

    Each hit is ``(key, date in seconds, bm25 score, whether it is exact)``; bm25 is smaller the better.
    """
    rows = list(hits)
    newest = max((date for _key, date, _score, _exact in rows), default=0.0)

    def order(row: tuple[str, float, float, bool]) -> tuple[bool, float, float, str]:
        key, date, score, is_exact = row
        freshness = 1 + FRESHNESS * HALF / (HALF + newest - date)
        return (not is_exact, score * freshness, -date, key)

    return [row[0] for row in sorted(rows, key=order)]
