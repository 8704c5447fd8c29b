"""What a public template receives: one frozen shape for each thing it can show.

The templates of ``themes`` know nothing else. ``payload`` is described in docs/developers/content.md.
Addresses are host-relative (``/jyj/tzgg/``) unless their name says ``absolute``.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from multilingual.registry import Language


@dataclass(frozen=True)
class Link:
    """A text and where it leads."""

    text: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """The same page, or failing that the home page, in another language."""

    language: Language
    url: str
    absolute_url: str
    is_current: bool = False
    is_translation: bool = False


@dataclass(frozen=True)
class Notice:
    """An emergency notice (应急通知): ``text`` is written in ``language``, which may be another than the page's."""

    text: str
    language: Language
    link: Link | None = None


@dataclass(frozen=True)
class Footer:
    """The statutory items at the foot of every page (底部功能区)."""

    organisation: str
    contact: str
    site_code: str
    icp_number: str
    police_number: str
    sitemap_url: str


@dataclass(frozen=True)
class Assets:
    """The addresses of the theme's files below the site's base, named by their digest."""

    stylesheet: str
    script: str
    vertical_script: str


@dataclass(frozen=True)
class Edition:
    """What every page of an edition shares.

    Pictures and attachments lie at ``files_root + "media/…"`` (see ``sites.store.blobs.public_path``). Pages that do
    not carry the emergency notices themselves fetch them from ``notice_url``. In ``memo`` the theme keeps what it
    renders alike for the pages of one section in one build, in ``common`` what all pages of the edition share.
    """

    site_name: str
    site_kind: str
    language: Language
    home_url: str
    absolute_home_url: str
    search_url: str
    feed_url: str
    navigation: list[Link]
    assets: Assets
    files_root: str
    footer: Footer
    portal: Link | None = None
    notice_url: str = ""
    section: Link | None = None
    """The entry of the navigation under which the page stands."""
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    common: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Item:
    """A document as a list shows it; its ``payload`` is without body and attachments."""

    title: str
    url: str
    date: datetime
    kind: str
    summary: str
    payload: dict[str, Any]
    picture: dict[str, Any] | None = None


@dataclass(frozen=True)
class Page:
    """One page: ``template`` names the file in ``themes/templates/pages`` that shows it.

    ``items``, ``older``, ``newer`` and ``total`` are for columns; ``blocks`` and ``notices`` for homes: each
    block is a home block's dictionary, with ``items`` and ``column`` (a ``Link``) added where it lists documents.
    """

    template: str
    title: str
    url: str
    absolute_url: str
    edition: Edition
    languages: list[LanguageLink]
    breadcrumbs: list[Link] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    payload: dict[str, Any] = field(default_factory=dict)
    published_at: datetime | None = None
    source: str = ""
    items: list[Item] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    column: Link | None = None
    number: int = 0
    older: Link | None = None
    newer: Link | None = None
    total: int = 0
    notices: list[Notice] = field(default_factory=list)
    is_preview: bool = False
