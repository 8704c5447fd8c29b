"""Turning places in a text into findings, the same way for every check that looks for patterns."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from .finding import AROUND, Finding, excerpt_of, finding
from .material import Material, Piece
from .rules import Rule

Span = tuple[int, int]
Finder = Callable[[str], Iterable[Span]]
SHOWN = 3
"""How many places the excerpt of one finding shows."""

SEPARATE = 5
"""More pieces of one part (a table, a file) make one finding: nobody decides on a hundred one by one."""

REPLACE_FILE = "这是附件里的内容，不能在这里改：请改好文件，再换上新文件。"


@dataclass(frozen=True)
class _Hit:
    piece: Piece
    spans: list[Span]

    @property
    def where(self) -> str:
        """Where the first place stands, with its line where there are several."""
        if "\n" not in self.piece.text:
            return self.piece.where
        return f"{self.piece.where}第{self.piece.text.count(chr(10), 0, self.spans[0][0]) + 1}行"


def matches(rule: Rule, pieces: Iterable[Piece], find: Finder) -> Iterator[Finding]:
    """Yield findings of ``rule`` for the places that ``find`` names: one a piece or one a part."""
    hits = [_Hit(piece, spans) for piece in pieces if (spans := list(find(piece.text)))]
    for _part, group in groupby(hits, key=lambda hit: hit.piece.part):
        together = list(group)
        if len(together) > SEPARATE:
            yield _of(rule, together)
        else:
            yield from (_of(rule, [hit]) for hit in together)


def texts(material: Material) -> Iterator[Piece]:
    """Yield the pieces of text."""
    return iter(material.pieces)


def _of(rule: Rule, hits: list[_Hit]) -> Finding:
    piece = hits[0].piece
    places = [(hit.piece.text, start, end) for hit in hits for start, end in hit.spans]
    found = [text[start:end] for text, start, end in places]
    where = hits[0].where + (f"等{len(places)}处" if len(places) > 1 else "")
    text, start, end = places[0]
    around = "" if len(places) > 1 else text[max(start - AROUND, 0) : end + AROUND]
    return finding(
        rule,
        where,
        " / ".join(excerpt_of(*place) for place in places[:SHOWN]),
        named=[piece.part, *found, around],
        can_mask=bool(rule.mask) and not piece.in_attachment,
        numbers=tuple(dict.fromkeys(found)) if rule.mask else (),
        count=len(places),
        what_to_do=f"{rule.what_to_do}{REPLACE_FILE}" if piece.in_attachment else "",
    )
