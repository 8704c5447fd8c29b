"""The pages of documents: homes, columns with their lists, and what the columns list."""

from sites.registry import addresses
from sites.store.models import Document
from sites.store.reading import ListPage

from .. import page_tags
from ..context import Link, Page
from ..moments import local
from ..notices import notices_of
from ..reading import BuildReader, Shown
from . import parts

CHILD_ITEMS = 5
"""How many of its newest documents a sub-column shows on the page of the column above it."""


def home_page(reader: BuildReader, home: Document, *, is_preview: bool = False) -> Page:
    """Return an edition's home (首页)."""
    reader.look_ahead_newest(parts.wanted_by(reader, home.payload.get("blocks", [])))
    blocks = [parts.home_block(reader, block) for block in home.payload.get("blocks", [])]
    return Page(
        template="home",
        title=home.title,
        url=addresses.local_url(home.site, home.path),
        absolute_url=addresses.absolute_url(home.site, home.path),
        edition=reader.shared.edition,
        languages=parts.language_links(reader, home),
        meta=page_tags.tags("home", page_tags.site_values(home.site, home.language)),
        payload=home.payload,
        blocks=[block for block in blocks if block is not None],
        notices=notices_of(reader),
        is_preview=is_preview,
    )


def list_path(column: Document, number: int) -> str:
    """Return the path of a column's numbered page, of its first page for 0."""
    return column.path if not number else f"{column.path.removesuffix('index.html')}list_{number}.html"


def column_page(reader: BuildReader, column: Document, shown: ListPage[Shown], *, is_preview: bool = False) -> Page:
    """Return one page of a column's list (列表页); the first one also shows what its sub-columns hold."""
    site = column.site
    path = list_path(column, shown.number)
    values = reader.shared.tag_values(column.key)
    older = Link(str(shown.older), addresses.local_url(site, list_path(column, shown.older))) if shown.older else None
    newer = None
    if shown.number:
        newer = Link(str(shown.newer or ""), addresses.local_url(site, list_path(column, shown.newer)))
    return Page(
        template="column",
        title=column.title,
        url=addresses.local_url(site, path),
        absolute_url=addresses.absolute_url(site, path),
        edition=reader.shared.edition_in(column.key),
        languages=parts.language_links(reader, column),
        breadcrumbs=parts.breadcrumbs(reader, column.key),
        meta=page_tags.tags("column", values),
        payload=column.payload,
        items=parts.items(shown.documents, column),
        blocks=[] if shown.number else _children(reader, column),
        column=parts.column_link(column),
        number=shown.number,
        older=older,
        newer=newer,
        total=shown.total,
        is_preview=is_preview,
    )


def _children(reader: BuildReader, column: Document) -> list[dict[str, object]]:
    children = reader.shared.children.get(column.key, [])
    reader.look_ahead_newest(dict.fromkeys((child.key for child in children), CHILD_ITEMS))
    return [
        {
            "type": "column_list",
            "count": CHILD_ITEMS,
            "items": parts.items(reader.newest_of(child.key, CHILD_ITEMS), child),
            "column": parts.column_link(child),
        }
        for child in children
    ]


def document_page(reader: BuildReader, document: Document, *, is_preview: bool = False) -> Page:
    """Return the page of a listed document (内容页): an article, a policy, a service or a leader."""
    site = document.site
    column = reader.columns.get(document.column)
    source = document.payload.get("source") or reader.shared.edition.site_name
    values = reader.shared.tag_values(document.column) | page_tags.document_values(document, source)
    url = addresses.local_url(site, document.path)
    return Page(
        template=document.kind,
        title=document.title,
        url=url,
        absolute_url=addresses.absolute_url(site, document.path),
        edition=reader.shared.edition_in(document.column),
        languages=parts.language_links(reader, document),
        breadcrumbs=parts.breadcrumbs(reader, document.column, Link(document.title, url, is_current=True)),
        meta=page_tags.tags("document", values),
        payload=parts.resolved(reader, document.payload),
        published_at=local(document.published_at),
        source=source,
        column=parts.column_link(column) if column is not None else None,
        is_preview=is_preview,
    )
