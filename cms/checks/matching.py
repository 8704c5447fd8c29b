"""Turning places in a text into findings, the same way for every check that looks for patterns."""

from collections.abc import Callable, Iterable, Iterator

from .finding import AROUND, Finding, excerpt_of, finding
from .material import Material, Piece
from .rules import Rule

Span = tuple[int, int]
Finder = Callable[[str], Iterable[Span]]
SHOWN = 3
"""How many places of an attachment's part one finding shows."""

REPLACE_FILE = "这是附件里的内容，不能在这里改：请改好文件，再换上新文件。"


def matches(rule: Rule, pieces: Iterable[Piece], find: Finder) -> Iterator[Finding]:
    """Yield a finding of ``rule`` for each place that ``find`` names; for an attachment's part, one for all."""
    for piece in pieces:
        spans = list(find(piece.text))
        if not spans:
            continue
        if piece.in_attachment:
            yield _in_attachment(rule, piece, spans)
        else:
            yield from (_on_page(rule, piece, *span) for span in spans)


def texts(material: Material, *, attachments: bool = True) -> Iterator[Piece]:
    """Yield the pieces of text, those of attachments too unless told otherwise."""
    return (piece for piece in material.pieces if attachments or not piece.in_attachment)


def _on_page(rule: Rule, piece: Piece, start: int, end: int) -> Finding:
    around = piece.text[max(start - AROUND, 0) : end + AROUND]
    return finding(
        rule,
        piece.where,
        excerpt_of(piece.text, start, end),
        named=[piece.part, piece.text[start:end], around],
        can_mask=bool(rule.mask),
    )


def _in_attachment(rule: Rule, piece: Piece, spans: list[Span]) -> Finding:
    line = piece.text.count("\n", 0, spans[0][0]) + 1
    where = f"{piece.where}第{line}行" if "\n" in piece.text else piece.where
    if len(spans) > 1:
        where += f"等{len(spans)}处"
    return finding(
        rule,
        where,
        " / ".join(excerpt_of(piece.text, *span) for span in spans[:SHOWN]),
        named=[piece.part, *(piece.text[start:end] for start, end in spans)],
        count=len(spans),
        what_to_do=f"{rule.what_to_do}{REPLACE_FILE}",
    )
