"""What several kinds of page show: items of lists, breadcrumbs, links to other languages."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from multilingual import registry as languages
from sites.registry import addresses
from sites.store import intact
from sites.store.models import Document
from themes import strings

from ..context import Item, LanguageLink, Link
from ..links import resolve_href, resolve_html
from ..moments import local
from ..reading import BuildReader, Shown

LEFT_OUT = frozenset({"body", "attachments"})
"""What no list shows of a document."""


def item(document: Document) -> Item:
    """Return a document as a list shows it. It must have been proven intact."""
    payload = {name: value for name, value in document.payload.items() if name not in LEFT_OUT}
    return Item(
        title=document.title,
        url=addresses.local_url(document.site, document.path),
        date=local(document.published_at),
        kind=document.kind,
        summary=payload.get("summary") or "",
        payload=payload,
        picture=payload.get("picture"),
    )


def items(documents: Iterable[Shown], column: Document | None = None) -> list[Item]:
    """Return documents as a list shows them; leaders (领导信息) in the order of their position.

    Raises ``Altered`` when one is not what was approved.
    """
    shown = [one if isinstance(one, Item) else item(intact.demand(one)) for one in documents]
    if column is not None and column.payload.get("lists") == "leaders":
        shown.sort(key=lambda leader: (leader.payload.get("leader") or {}).get("position", 0))
    return shown


def column_link(column: Document) -> Link:
    """Return the link to a column's first page."""
    return Link(column.title, addresses.local_url(column.site, column.path))


def breadcrumbs(reader: BuildReader, column: str, current: Link | None = None) -> list[Link]:
    """Return the way from the home through the columns; ``current`` stands last, for a page that is no column."""
    way = reader.shared.ways.get(column)
    if way is None:
        home = Link(strings.text(reader.language, "home"), addresses.edition_root(reader.site, reader.language))
        way = [home, *(column_link(found) for found in reader.shared.ancestors(column))]
        reader.shared.ways[column] = way
    if current is not None:
        return [*way, current]
    if len(way) > 1:
        return [*way[:-1], replace(way[-1], is_current=True)]
    return [*way]


def language_links(reader: BuildReader, document: Document | None = None, path: str = "") -> list[LanguageLink]:
    """Return a link for each language of the site: to the same document's version, else to that home.

    Without a ``document``, ``path`` (below an edition's root) names a page that every edition has.
    """
    site = reader.site
    versions: dict[str, Document] = {}
    if document is not None:
        versions = {version.language: version for version in reader.translations(document)}
        versions[reader.language] = document
    links = []
    for code in reader.editions:
        prefix = addresses.edition_prefix(code)
        same = document is None or code in versions
        target = versions[code].path if code in versions else prefix + (path if same and path else "index.html")
        links.append(
            LanguageLink(
                language=languages.get(code),
                url=addresses.local_url(site, target),
                absolute_url=addresses.absolute_url(site, target),
                is_current=code == reader.language,
                is_translation=same and code != reader.language,
            )
        )
    return links


def resolved(reader: BuildReader, payload: dict[str, Any]) -> dict[str, Any]:
    """Return ``payload`` with the inner links of its ``body`` made into addresses."""
    body = payload.get("body")
    if not body:
        return payload
    return {
        **payload,
        "body": [
            {**block, "html": resolve_html(reader, block["html"])} if "html" in block else block for block in body
        ],
    }


def wanted_by(reader: BuildReader, blocks: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return of which public columns home ``blocks`` show the newest documents, and how many at most."""
    wanted: dict[str, int] = {}
    for block in blocks:
        column = block.get("column", "")
        if column in reader.columns:
            wanted[column] = max(_among(block), wanted.get(column, 0))
    return wanted


def _among(block: dict[str, Any]) -> int:
    """Return among how many of the newest documents of its column a home block finds what it shows."""
    return PICTURES_AMONG if block["type"] == "pictures" else int(block["count"])


def home_block(reader: BuildReader, block: dict[str, Any]) -> dict[str, Any] | None:
    """Return a home block with what it lists; None when it has nothing to show because its column is not public."""
    kind = block["type"]
    if kind == "introduction":
        return {**block, "html": resolve_html(reader, block["html"])}
    if kind == "links":
        links = [{**link, "href": resolve_href(reader, link["href"])} for link in block["links"]]
        return {**block, "links": [link for link in links if link["href"]]}
    column = reader.columns.get(block["column"])
    if column is None:
        return None
    newest = reader.newest_of(column.key, _among(block))
    if kind == "pictures":
        shown = [found for found in newest if found.payload.get("picture")]
        return {**block, "items": items(shown[:PICTURES]), "column": column_link(column)}
    return {**block, "items": items(newest, column), "column": column_link(column)}


PICTURES = 3
"""How many large pictures a home shows."""
PICTURES_AMONG = 20
"""Among how many of the newest documents of a column they are looked for."""
