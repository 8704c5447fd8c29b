"""Keeping numbers and foreign words in order inside right-to-left text (双向文本隔离).

After Arabic letters a browser shows ``8:30-18:30`` as ``18:30-8:30`` and ``0999-1234567`` as ``1234567-0999``. What has
an order of its own is therefore wrapped in ``<bdi dir="ltr">``; in left-to-right text that changes nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

_NUMBER = r"\d+(?:[.,:/]\d+)*"
_JOIN = r"(?:[ \u00a0]?[-‐‑‒–—―~～〜∼][ \u00a0]?|/|×)"
_UNIT = r"(?:[ \u00a0]?(?:%|‰|°[CF]?|℃|[A-Za-zµΩ㎡㎥㎞㎏]+[²³]?(?:/[A-Za-z]+[²³]?)*))"
_PATTERNS = (
    (
        "address",
        r"(?:https?|ftp)://[^\s<>\"'«»，。；、）】》؛،\u0600-\u06ff]+|www\.[A-Za-z0-9.-]+[A-Za-z0-9](?:/[^\s<>\"'«»，。；،؛]*)?",
    ),
    ("mail", r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ("document number", r"[A-Za-z\u3400-\u9fff]*[ ]?[〔\[［【(（﹝][12]\d{3}[〕\]］】)）﹞][ ]?第?\d+号"),
    ("phone with brackets", r"[(（]\+?\d{2,4}[)）][ \u00a0-]?\d{3,8}(?:[ -]\d{3,4})*"),
    ("phone", r"\+\d{1,3}(?:[ -]?\d{2,8}){1,5}|\b0\d{2,3}[ ]\d{7,8}\b|\b1\d{2} \d{4} \d{4}\b|\b[48]00 \d{3} \d{4}\b"),
    ("range", rf"[-+±]?{_NUMBER}{_UNIT}?(?:{_JOIN}{_NUMBER}{_UNIT}?)+"),
    ("measure", rf"[-+±]?{_NUMBER}{_UNIT}"),
    ("compound", r"\d+(?:[.,:/]\d+)+"),
)
ISOLATED = re.compile("|".join(f"(?:{pattern})" for _name, pattern in _PATTERNS))
"""Everything that is wrapped: the first pattern that matches at a place counts."""

_OPEN, _CLOSE = '<bdi dir="ltr">', "</bdi>"
_VERBATIM = frozenset({"script", "style", "textarea", "title"})


def isolate(text: str) -> str:
    """Return plain ``text`` as escaped HTML, with phones, ranges, numbers, addresses and measures isolated."""
    return _render(text, 0, len(text), [match.span() for match in ISOLATED.finditer(text)], escape)


def isolate_html(html: str) -> str:
    """Return clean ``html`` with the same isolation in its text; tags, attributes and entities stay as they are.

    Text inside ``<bdi>`` is left alone, so a second run changes nothing.
    """
    parser = _Isolator()
    parser.feed(html)
    parser.close()
    return parser.result()


@dataclass
class _Piece:
    """Either a tag, or text; ``is_open`` text may be wrapped."""

    value: str
    is_text: bool
    is_open: bool = False


class _Isolator(HTMLParser):
    """Rewrites HTML token by token.

    Patterns are looked for in text that runs on across ``<bdi>`` tags, so that what stands right beside an isolated
    part is judged the same way on every run.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[str] = []
        self._stretch: list[_Piece] = []
        self._bdi = 0
        self._verbatim = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(self.get_starttag_text() or "", ends_stretch=tag != "bdi")
        self._bdi += tag == "bdi"
        if tag in _VERBATIM:
            self._verbatim = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(self.get_starttag_text() or "", ends_stretch=True)

    def handle_endtag(self, tag: str) -> None:
        self._tag(f"</{tag}>", ends_stretch=tag != "bdi")
        self._bdi -= tag == "bdi" and self._bdi > 0
        if tag == self._verbatim:
            self._verbatim = ""

    def handle_data(self, data: str) -> None:
        if self._verbatim in {"script", "style"}:
            self._tag(data, ends_stretch=True)
            return
        is_open = not self._bdi and not self._verbatim
        if self._stretch and self._stretch[-1].is_text and self._stretch[-1].is_open == is_open:
            self._stretch[-1].value += data
        else:
            self._stretch.append(_Piece(data, is_text=True, is_open=is_open))

    def handle_comment(self, data: str) -> None:
        self._tag(f"<!--{data}-->", ends_stretch=True)

    def handle_decl(self, decl: str) -> None:
        self._tag(f"<!{decl}>", ends_stretch=True)

    def result(self) -> str:
        """Return the HTML read so far."""
        self._flush()
        return "".join(self._done)

    def _tag(self, raw: str, *, ends_stretch: bool) -> None:
        self._stretch.append(_Piece(raw, is_text=False))
        if ends_stretch:
            self._flush()

    def _flush(self) -> None:
        text = "".join(piece.value for piece in self._stretch if piece.is_text)
        spans = [match.span() for match in ISOLATED.finditer(text)]
        start = 0
        for piece in self._stretch:
            if not piece.is_text:
                self._done.append(piece.value)
                continue
            end = start + len(piece.value)
            inside = [span for span in spans if start <= span[0] and span[1] <= end] if piece.is_open else []
            self._done.append(_render(text, start, end, inside, _escape_text))
            start = end
        self._stretch = []


def _escape_text(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def _render(text: str, start: int, end: int, spans: list[tuple[int, int]], escaped: Callable[[str], str]) -> str:
    """Return ``text[start:end]`` escaped, with each of ``spans`` wrapped."""
    parts = []
    for first, last in spans:
        parts += [escaped(text[start:first]), _OPEN, escaped(text[first:last]), _CLOSE]
        start = last
    return "".join([*parts, escaped(text[start:end])])
