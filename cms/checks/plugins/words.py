"""Wrong and sensitive words, from the lists that offices keep."""

import re
from collections.abc import Iterator

from ..finding import Finding
from ..matching import Span, matches, texts
from ..material import Material
from ..rules import Rule
from ..words.entries import Entry, entries_for


def check(material: Material) -> Iterator[Finding]:
    """Yield the words of the site's list and of the list for all sites."""
    pieces = list(texts(material))
    for entry in entries_for(material.content.site):
        there = [piece for piece in pieces if entry.wrong in piece.text]
        if there:
            yield from matches(_rule(entry), there, lambda text, entry=entry: _places(text, entry))  # type: ignore[misc]


def _places(text: str, entry: Entry) -> Iterator[Span]:
    """Yield where the wrong word stands, except inside the right one."""
    right = [match.span() for match in re.finditer(re.escape(entry.right), text)] if entry.wrong in entry.right else []
    for match in re.finditer(re.escape(entry.wrong), text):
        if not any(start <= match.start() and match.end() <= end for start, end in right):
            yield match.span()


def _rule(entry: Entry) -> Rule:
    why = f"词表里的写法“{entry.wrong}”" + (f"：{entry.note}" if entry.note else "。")
    return Rule(
        code="wrong-word",
        title=f"错敏词“{entry.wrong}”",
        why=why,
        source=entry.source,
        certainty=entry.certainty,
        what_to_do=f"请改为“{entry.right}”。" if entry.right else "请斟酌写法；确需这样写的，由审核人确认。",
        is_serious=entry.is_serious,
    )
