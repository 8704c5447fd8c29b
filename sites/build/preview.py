"""The page that a draft would become, before anybody has approved it.

The templates, the chrome and the lists are those of the public page; only the addresses of files and the
notice that this is a preview differ.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone

from sites.registry import addresses
from sites.registry.models import Site
from sites.store.admit import published_at_of
from sites.store.content import LISTED_KINDS, Content
from sites.store.models import Document
from themes import location
from themes.theme import Theme

from .context import Page
from .notices import notice
from .reading import BuildReader
from .rendering import pages
from .rendering.html import render
from .shared import SharedEdition
from .theme import theme_in_force


def render_preview(content: Content, *, files_root: str, theme: Theme | None = None) -> str:
    """Return the HTML of the page that ``content`` would become, with the settled theme unless another is named.

    ``files_root`` is the address below which the editing side serves ``assets/`` and ``media/``. Raises
    ``Site.DoesNotExist`` for an unknown site, and whatever the template raises for bad content.
    """
    site = Site.objects.select_related("organisation").get(key=content.site)
    used = theme or theme_in_force()
    shared = SharedEdition(site, content.language, used, files_root)
    document = _would_be(content, site, shared)
    if content.kind == "home":
        shared.home = document
    elif content.kind == "column":
        columns = {**shared.columns, document.key: document}
        shared.columns = dict(sorted(columns.items(), key=lambda pair: (_position(pair[1]), pair[1].path)))
    with location.using(used):
        return render(_page(_PreviewReader(shared, document), document)).decode()


def render_home_with(
    site: Site, language: str, texts: Mapping[str, str], link: str = "", *, files_root: str
) -> str | None:
    """Return the HTML of the site's home as it would be with an emergency notice of these ``texts`` (by language).

    ``link`` may be the key of a document. None when the edition has no public home.
    """
    shared = SharedEdition(site, language, theme_in_force(), files_root)
    if shared.home is None:
        return None
    with location.using(shared.theme):
        reader = BuildReader(shared)
        page = pages.home_page(reader, shared.home, is_preview=True)
        shown = notice(reader, {"texts": dict(texts), "link": link})
        return render(replace(page, notices=[shown, *(other for other in page.notices if other != shown)])).decode()


class _PreviewReader(BuildReader):
    """Answers with the would-be document in place of the public version of it."""

    def __init__(self, shared: SharedEdition, would_be: Document) -> None:
        super().__init__(shared)
        self._would_be = would_be

    def document(self, key: str) -> Document | None:
        """Return the would-be document under its own key, the public one under any other."""
        return self._would_be if key == self._would_be.key else super().document(key)


def _page(reader: BuildReader, document: Document) -> Page:
    if document.kind == "home":
        return pages.home_page(reader, document, is_preview=True)
    if document.kind == "column":
        return pages.column_page(reader, document, reader.list_page(document.key, 0), is_preview=True)
    return pages.document_page(reader, document, is_preview=True)


def _would_be(content: Content, site: Site, shared: SharedEdition) -> Document:
    held = Document.objects.filter(key=content.key).first()
    published_at = held.published_at if held is not None else published_at_of(content)
    document = Document(
        key=content.key,
        site=site,
        language=content.language,
        kind=content.kind,
        translation_group=content.translation_group,
        column=content.column,
        number=held.number if held is not None else 0,
        slot=held.slot if held is not None else 0,
        title=str(content.payload.get("title", "")),
        payload=content.payload,
        digest=content.digest(),
        published_at=published_at,
        admitted_at=held.admitted_at if held is not None else published_at,
    )
    document.path = held.path if held is not None else _predicted_path(content, document, shared)
    return document


def _predicted_path(content: Content, document: Document, shared: SharedEdition) -> str:
    prefix = addresses.edition_prefix(content.language)
    if content.kind == "home":
        return prefix + "index.html"
    column = shared.columns.get(content.column)
    folder = column.path.removesuffix("index.html") if column is not None else prefix
    if content.kind not in LISTED_KINDS:
        return f"{folder}{content.slug or 'preview'}/index.html"
    day = document.published_at.astimezone(timezone.get_default_timezone())
    return f"{folder}{day:%Y%m%d}/preview.html"


def _position(column: Document) -> int:
    return int(column.payload.get("position", 0))
