"""Making pasted HTML tidy before it is cleaned: what it means stays, how Word or another site wrote it goes.

Only the looks of the result depend on this step; that the result is harmless rests on the cleaners after it.
"""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from . import policy

REMOVED = frozenset(
    {"script", "style", "head", "title", "template", "iframe", "object", "embed", "applet", "svg", "math", "xml"}
    | {"noembed", "noframes", "select", "option", "button", "input", "textarea", "audio", "video", "canvas"}
)
"""Elements that go with all they hold: their text was never meant to be read as text."""

RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4"}
CONTAINERS = frozenset(
    {"div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "blockquote", "center"}
    | {"dl", "dt", "dd", "pre", "figure", "figcaption", "fieldset", "form", "details", "summary", "body", "html"}
)
"""Elements that mean no more than a paragraph of their own."""

BLOCKS = frozenset(
    {"p", "h2", "h3", "h4", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
)
TEXT_BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "caption"})
DROPPED_WHEN_EMPTY = frozenset(
    {"p", "h2", "h3", "h4", "ul", "ol", "li", "a", "b", "strong", "i", "em", "sub", "sup", "caption"}
)

SPACES = " \t\n\r\f\xa0"
"""Collapsed into one space. Not U+202F or U+180E, which are letters' parts in Mongolian."""

_RUN = re.compile(f"[{SPACES}]+")
_REMOVED_CHARACTERS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b]")
_MARGIN = SPACES + "\u3000"


def tidy(html: str) -> str:
    """Return ``html`` without Word's rubbish, empty paragraphs and wrappers, as a row of blocks.

    Loose text becomes paragraphs; the theme indents them, so leading full-width spaces go.
    """
    soup = BeautifulSoup(f"{html}\n", "html.parser")  # without the line end it warns of text that looks like a path
    for text in list(soup.find_all(string=True)):
        _tidy_text(text)
    for element in list(soup.find_all(REMOVED)):
        if not element.decomposed:
            element.decompose()
    for element in reversed(soup.find_all(True)):
        _tidy_element(element)
    for holder in [soup, *soup.find_all(("td", "th", "li"))]:
        if holder is soup or any(_is_block(child) for child in holder.children):
            _wrap_loose_text(soup, holder)
    for block in soup.find_all(TEXT_BLOCKS):
        _trim(block)
    for element in reversed(soup.find_all(DROPPED_WHEN_EMPTY)):
        if _is_empty(element):
            element.decompose()
    return soup.decode(formatter="minimal")


def _tidy_text(text: NavigableString) -> None:
    if isinstance(text, PreformattedString):  # comments, declarations, CDATA
        text.extract()
        return
    kept = _RUN.sub(" ", _REMOVED_CHARACTERS.sub("", text))
    if kept != text:
        text.replace_with(kept)


def _tidy_element(element: Tag) -> None:
    element.name = RENAMED.get(element.name, element.name)
    if element.name in CONTAINERS:
        if any(_is_block(child) for child in element.children):
            element.unwrap()
            return
        element.name = "p"
    if element.name not in policy.TAGS:
        element.unwrap()
        return
    _tidy_attributes(element)
    if element.name == "a" and "href" not in element.attrs:
        element.unwrap()


def _tidy_attributes(element: Tag) -> None:
    given = {name: " ".join(value) if isinstance(value, list) else str(value) for name, value in element.attrs.items()}
    if element.name == "a":
        href = given.get("href", "").strip(_MARGIN)
        given = {"href": href}
        if policy.is_outside(href):
            given["rel"] = policy.OUTSIDE_REL
    element.attrs = {name: value for name, value in given.items() if policy.is_allowed(element.name, name, value)}


def _is_block(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in BLOCKS


def _wrap_loose_text(soup: BeautifulSoup, holder: Tag) -> None:
    loose: list[PageElement] = []
    for child in [*holder.children, None]:
        if child is not None and not _is_block(child):
            loose.append(child)
            continue
        if any(_has_text([node]) for node in loose):
            paragraph = soup.new_tag("p")
            loose[0].insert_before(paragraph)
            paragraph.extend(loose)
        else:
            for node in loose:
                node.extract()
        loose = []


def _trim(block: Tag) -> None:
    while block.contents and _is_margin(block.contents[0]):
        block.contents[0].extract()
    while block.contents and _is_margin(block.contents[-1]):
        block.contents[-1].extract()
    if block.contents and isinstance(block.contents[0], NavigableString):
        block.contents[0].replace_with(block.contents[0].lstrip(_MARGIN))
    if block.contents and isinstance(block.contents[-1], NavigableString):
        block.contents[-1].replace_with(block.contents[-1].rstrip(_MARGIN))


def _is_margin(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return node.name == "br"
    return not str(node).strip(_MARGIN)


def _is_empty(element: Tag) -> bool:
    return not _has_text([element]) and element.find("table") is None


def _has_text(nodes: Iterable[PageElement]) -> bool:
    return any(bool((node.get_text() if isinstance(node, Tag) else str(node)).strip(_MARGIN)) for node in nodes)
