"""The texts, headings, links and pictures of a body's blocks, each with where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag

from .material import Heading, Link, Piece, ShownPicture

PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "td", "th", "blockquote")
"""What counts as one paragraph (段) of a text."""


@dataclass
class Gathered:
    """What has been gathered so far; ``originals`` tells which original a picture's sizes were made from."""

    originals: Mapping[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[ShownPicture] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def add_paragraph(self, text: str) -> str:
        """Add the next paragraph of the body; return where it stands."""
        self.paragraphs += 1
        where = f"正文第{self.paragraphs}段"
        if text:
            self.pieces.append(Piece(text, where, "body"))
        return where

    def add_picture(self, picture: Mapping[str, Any], where: str = "") -> None:
        """Add a picture with its words."""
        where = where or f"正文图片{sum(one.where != '题图' for one in self.pictures) + 1}"
        sizes = tuple(picture["sizes"])
        original = next((self.originals[size["digest"]] for size in sizes if size["digest"] in self.originals), "")
        self.pictures.append(ShownPicture(picture["alt"], picture["caption"], where, sizes, original))
        for name, label in (("alt", "替代文字"), ("caption", "说明")):
            if picture[name]:
                self.pieces.append(Piece(picture[name], f"{where}的{label}", "picture"))


def of_block(block: Mapping[str, Any], gathered: Gathered) -> None:
    """Add what one block of a body or of a home page holds."""
    kind = block["type"]
    if kind == "text":
        _of_html(block["html"], gathered)
    elif kind == "heading":
        where = gathered.add_paragraph(block["text"])
        gathered.headings.append(Heading(int(block["level"]), block["text"], where))
    elif kind == "picture":
        gathered.add_picture(block["picture"])
    elif kind == "table":
        _of_table(block, gathered)
    elif kind == "quote":
        gathered.add_paragraph("\n".join(text for text in (block["text"], block["attribution"]) if text))
    elif kind == "links":
        _of_links(block, gathered)
    elif kind == "introduction":
        gathered.pieces.append(Piece(block["title"], f"“{block['title']}”的标题", "body"))
        _of_html(block["html"], gathered)
        if block["picture"]:
            gathered.add_picture(block["picture"], f"“{block['title']}”的图片")


def _of_html(html: str, gathered: Gathered) -> None:
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(PARAGRAPHS):
        if element.find(PARAGRAPHS):
            continue  # a list item or cell with paragraphs of its own: those count
        where = gathered.add_paragraph(element.get_text())
        if element.name in ("h2", "h3", "h4"):
            gathered.headings.append(Heading(int(element.name[1]), element.get_text(), where))
        for link in element.find_all("a", href=True):
            gathered.links.append(Link(str(link["href"]), link.get_text(), where))
    outside = "".join(_text_outside(soup))
    if outside.strip():
        gathered.add_paragraph(outside)


def _text_outside(soup: BeautifulSoup) -> list[str]:
    """Return the text that stands in no paragraph, so that nothing readers see goes unchecked."""
    return [
        str(text)
        for text in soup.find_all(string=True)
        if not any(
            isinstance(parent, Tag) and parent.name in PARAGRAPHS and not parent.find(PARAGRAPHS)
            for parent in text.parents
        )
    ]


def _of_table(block: Mapping[str, Any], gathered: Gathered) -> None:
    gathered.tables += 1
    where = f"正文表格{gathered.tables}"
    if block["caption"]:
        gathered.pieces.append(Piece(block["caption"], f"{where}的标题", "body"))
    for number, row in enumerate(block["rows"], 1):
        if text := "\t".join(cell for cell in row if cell):
            gathered.pieces.append(Piece(text, f"{where}第{number}行", f"table {gathered.tables}"))


def _of_links(block: Mapping[str, Any], gathered: Gathered) -> None:
    where = f"链接组“{block['title']}”"
    gathered.pieces.append(Piece(block["title"], where, "body"))
    for link in block["links"]:
        gathered.pieces.append(Piece(link["text"], where, "body"))
        gathered.links.append(Link(link["href"], link["text"], where))
