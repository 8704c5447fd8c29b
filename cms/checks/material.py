"""What a check gets to see: everything that readers would get, with where it stands in words. Nothing in it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.pages.models.base import PublicPage
from sites.store.content import Content

from .reading.report import Report


@dataclass(frozen=True)
class Piece:
    """One piece of text.

    ``where`` says in Chinese where it stands (标题, 正文第3段); ``part`` names the place for fingerprints and survives
    edits elsewhere. Text of an attachment has ``in_attachment``: it can be read here and changed only in the file.
    """

    text: str
    where: str
    part: str
    in_attachment: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class Heading:
    """One heading of the body: level 2 stands right below the title."""

    level: int
    text: str
    where: str


@dataclass(frozen=True)
class Link:
    """One link of the body or of a home block."""

    href: str
    text: str
    where: str


@dataclass(frozen=True)
class ShownPicture:
    """One picture as readers get it; ``original`` is the digest of the file it was made from, empty when unknown."""

    alt: str
    caption: str
    where: str
    sizes: tuple[Mapping[str, Any], ...] = ()
    original: str = ""


@dataclass(frozen=True)
class AttachedFile:
    """One attachment and what could be read of it."""

    name: str
    digest: str
    extension: str
    report: Report

    @property
    def label(self) -> str:
        """The file's name as findings give it."""
        return f"附件《{self.name}.{self.extension}》"


@dataclass(frozen=True)
class Material:
    """All that there is to check of one content.

    ``page`` is the draft it was made from, None where there is none (an import's row).
    """

    content: Content
    page: PublicPage | None
    pieces: tuple[Piece, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[ShownPicture, ...] = ()
    attachments: tuple[AttachedFile, ...] = field(default=())

    @property
    def payload(self) -> dict[str, Any]:
        """What the templates would get."""
        return self.content.payload

    @property
    def language(self) -> str:
        """The code of the language that the content is written in."""
        return self.content.language
