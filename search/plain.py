"""The words of a document's payload, without its markup."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

_INLINE = frozenset({"a", "b", "bdi", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u"})
_SILENT = frozenset({"script", "style"})


def text_of_html(html: str) -> str:
    """Return the text of clean ``html``; blocks are set apart by line ends."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n".join(line for part in "".join(reader.parts).split("\n") if (line := " ".join(part.split())))


def text_of_payload(payload: dict[str, Any]) -> str:
    """Return everything a reader can read of a document beside its title, part by part on lines of their own."""
    return "\n".join(part for part in map(str, _parts(payload)) if part.strip())


def _parts(payload: dict[str, Any]) -> Iterator[Any]:
    yield payload.get("summary", "")
    yield payload.get("description", "")
    for block in payload.get("body") or []:
        yield from _parts_of_block(block)
    for name in ("policy", "service", "leader"):
        yield from _values(payload.get(name) or {})
    yield from payload.get("keywords") or []
    for attachment in payload.get("attachments") or []:
        yield attachment.get("name", "")


def _parts_of_block(block: dict[str, Any]) -> Iterator[Any]:
    match block.get("type"):
        case "text":
            yield text_of_html(block.get("html", ""))
        case "heading":
            yield block.get("text", "")
        case "picture":
            picture = block.get("picture") or {}
            yield picture.get("caption") or picture.get("alt", "")
        case "table":
            yield block.get("caption", "")
            yield from (" ".join(map(str, row)) for row in block.get("rows") or [])
        case "quote":
            yield block.get("text", "")
            yield block.get("attribution", "")


_NOT_READ = frozenset({"validity", "position"})
"""Codes and numbers for machines among the fields of a kind."""


def _values(fields: dict[str, Any]) -> Iterator[Any]:
    for name, value in fields.items():
        if name not in _NOT_READ:
            yield from value if isinstance(value, list) else [value]


class _Reader(HTMLParser):
    """Collects the text, with a line end at the edges of every block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))
