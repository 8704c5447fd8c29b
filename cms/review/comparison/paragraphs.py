"""Clean HTML, taken apart into its paragraphs."""

from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

PARAGRAPHS = ("p", "h2", "h3", "h4", "li", "tr", "blockquote", "pre", "figcaption", "caption", "dt", "dd")
CELLS = ("td", "th")


def paragraphs_of(html: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield ``(text, markup)`` of each paragraph of ``html``; ``names`` gives the titles of linked documents.

    Nothing is lost: what stands in no paragraph of its own is yielded as one.
    """
    for element in _innermost(BeautifulSoup(html, "html.parser")):
        text = _text_of(element, names)
        if text:
            yield text, str(element)


def _innermost(root: Tag) -> Iterator[Tag]:
    """Yield the elements that are read as one paragraph each, in order."""
    loose: list[str] = []
    for child in root.children:
        if isinstance(child, Tag) and (child.name in PARAGRAPHS or child.find(PARAGRAPHS)):
            yield from _wrapped(loose)
            loose = []
            if child.name != "tr" and child.find(PARAGRAPHS):
                yield from _innermost(child)
            else:
                yield child
        else:
            loose.append(str(child))
    yield from _wrapped(loose)


def _wrapped(loose: list[str]) -> Iterator[Tag]:
    if "".join(loose).strip():
        yield BeautifulSoup("".join(loose), "html.parser")


def _text_of(element: Tag, names: Mapping[str, str]) -> str:
    """Return the words, with the address of each link behind it: a reader must see where a link leads."""
    copy = BeautifulSoup(str(element), "html.parser")
    for link in copy.find_all("a"):
        href = str(link.get("href") or "")
        if href:
            target = names.get(href.removeprefix("document:"), href)
            link.append(_("（链接：%(target)s）") % {"target": target})
    for line_break in copy.find_all("br"):
        line_break.replace_with("\n")
    cells = copy.find_all(CELLS)
    if cells:
        return " | ".join(cell.get_text().strip() for cell in cells)
    return copy.get_text().strip()
