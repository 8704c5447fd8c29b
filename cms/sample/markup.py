"""The light markup of the sample's texts, turned into the blocks of a body.

Blocks stand apart by a blank line: paragraphs; ``##``, ``###`` and ``####`` headings; ``-`` and ``1.`` lists; ``|``
tables with their head first and, in a ``|=`` line before it, their caption; ``> words —— whose`` quotations;
``![name](alt|caption)`` pictures. Inside a line: ``**strong**`` and ``[words](document:SITE/COLUMN/NAME)``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

Block = tuple[str, Any]

_LINK = re.compile(r"\[([^\]]+)\]\(document:([^)]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_HEADING = re.compile(r"(#{2,4}) (.+)")
_PICTURE = re.compile(r"!\[([a-z0-9-]+)\]\(([^|)]+)\|([^\n]*)\)")
_ITEM = re.compile(r"(?:-|\d+\.) (.+)")


def blocks(text: str, open_link: Callable[[str], str]) -> list[Block]:
    """Return the blocks of ``text`` as ``(type, value)``.

    ``open_link`` returns the opening ``<a>`` tag for the path of a document. A picture's value names it by
    ``name``; a table's is the rows and the caption. Neighbouring paragraphs and lists become one text block.
    """
    parsed = (_block(part.strip(), open_link) for part in re.split(r"\n\s*\n", text.strip()))
    return list(_joined(parsed))


def inline(text: str, open_link: Callable[[str], str]) -> str:
    """Return one line of ``text`` as HTML."""
    pieces = _LINK.split(text)
    result = []
    for words, label, path in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        result.append(_STRONG.sub(r"<b>\1</b>", escape(words, quote=False)))
        if path:
            result.append(f"{open_link(path)}{escape(label, quote=False)}</a>")
    return "".join(result)


def links(text: str) -> list[str]:
    """Return the paths of the documents that ``text`` links to."""
    return [path for _label, path in _LINK.findall(text)]


def _joined(parsed: Iterable[Block]) -> Iterator[Block]:
    for kind, group in groupby(parsed, key=lambda block: block[0]):
        if kind == "text":
            yield "text", "".join(value for _kind, value in group)
        else:
            yield from group


def _block(part: str, open_link: Callable[[str], str]) -> Block:
    heading, picture = _HEADING.fullmatch(part), _PICTURE.fullmatch(part)
    if heading:
        return "heading", {"text": heading[2], "level": "2" if heading[1] == "##" else "3"}
    if picture:
        return "picture", {"name": picture[1], "alt": picture[2], "caption": picture[3]}
    if part.startswith("|"):
        return "table", _table(part.splitlines())
    if part.startswith("> "):
        words, _dashes, whose = part[2:].partition(" —— ")
        return "quote", {"text": words, "attribution": whose}
    if _ITEM.match(part) and len(part.splitlines()) > 1:
        return "text", _list(part.splitlines(), open_link)
    return "text", f"<p>{inline(part, open_link)}</p>"


def _list(lines: list[str], open_link: Callable[[str], str]) -> str:
    tag = "ul" if lines[0].startswith("- ") else "ol"
    items = [match[1] for line in lines if (match := _ITEM.fullmatch(line))]
    if len(items) != len(lines):
        raise ValueError(f"a list holds a line that is no item: {lines}")
    return f"<{tag}>" + "".join(f"<li>{inline(item, open_link)}</li>" for item in items) + f"</{tag}>"


def _table(lines: list[str]) -> dict[str, Any]:
    caption = lines.pop(0).removeprefix("|=").strip() if lines[0].startswith("|=") else ""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"a table's rows are of different lengths: {rows[0]}")
    return {"rows": rows, "caption": caption}
