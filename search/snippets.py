"""What a result shows: safe HTML in which ``<mark>`` encloses what was met, in the original spelling."""

import unicodedata
from html import escape

from multilingual.folding import Group, locate

LENGTH = 120
"""Characters of a snippet; words of an alphabet are not cut."""

LEAD = 30
"""Characters shown before the first hit."""

_STEP = 1000
_FURTHEST = 40_000
_LONGEST_WORD = 40


def marked(text: str, groups: list[Group]) -> str:
    """Return plain ``text`` as HTML, with every place where a part of the query is met in ``<mark>``."""
    text = unicodedata.normalize("NFC", text)
    parts = []
    position = 0
    for start, end in locate(text, groups):
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return "".join([*parts, escape(text[position:])])


def snippet(text: str, groups: list[Group]) -> str:
    """Return the part of plain ``text`` around its first hit as marked HTML; its beginning when there is none."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    hit = _first_hit(text, groups)
    start = _back_to_edge(text, max(0, hit - LEAD)) if hit > LEAD else 0
    end = _on_to_edge(text, min(len(text), start + LENGTH))
    return ("…" if start else "") + marked(text[start:end], groups) + ("…" if end < len(text) else "")


def _first_hit(text: str, groups: list[Group]) -> int:
    """Return where the first hit begins, 0 when there is none in the part that is looked through."""
    for start in range(0, min(len(text), _FURTHEST), _STEP):
        if spans := locate(text[start : start + _STEP + LENGTH], groups):
            return start + spans[0][0]
    return 0


def _is_inside_word(text: str, place: int) -> bool:
    """Whether a cut at ``place`` would part the letters of an alphabet (Chinese may be cut anywhere)."""
    if not 0 < place < len(text):
        return False
    return all(not _is_han(side) and not side.isspace() for side in (text[place - 1], text[place]))


def _is_han(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or character >= "\U00020000" or "\uff00" <= character <= "\uffef"


def _back_to_edge(text: str, place: int) -> int:
    for edge in range(place, max(0, place - _LONGEST_WORD), -1):
        if not _is_inside_word(text, edge):
            return edge
    return place


def _on_to_edge(text: str, place: int) -> int:
    for edge in range(place, min(len(text), place + _LONGEST_WORD)):
        if not _is_inside_word(text, edge):
            return edge
    return place
