"""The pages of an edition that show no document: search, site map, not found."""

from dataclasses import dataclass

from sites.registry import addresses
from themes import strings

from ..context import Link, Page
from ..reading import BuildReader
from . import parts


@dataclass(frozen=True)
class Shell:
    """One of these pages: its template, its path below the edition's root, the theme's name for its title."""

    template: str
    path: str
    title: str


SHELLS = {
    shell.template: shell
    for shell in (
        Shell("search", "search/index.html", "search_site"),
        Shell("site_map", "sitemap.html", "site_map"),
        Shell("not_found", "404.html", "not_found_title"),
    )
}


def shell_page(reader: BuildReader, shell: Shell) -> Page:
    """Return the page ``shell`` of the reader's edition.

    The site map (网站地图) gets a block ``columns`` for each top-level column: ``column`` and ``children``, links.
    """
    site = reader.site
    path = addresses.edition_prefix(reader.language) + shell.path
    title = strings.text(reader.language, shell.title)
    url = addresses.local_url(site, path)
    return Page(
        template=shell.template,
        title=title,
        url=url,
        absolute_url=addresses.absolute_url(site, path),
        edition=reader.shared.edition,
        languages=parts.language_links(reader, path=shell.path),
        breadcrumbs=parts.breadcrumbs(reader, "", Link(title, url, is_current=True)),
        blocks=_columns(reader) if shell.template == "site_map" else [],
    )


def _columns(reader: BuildReader) -> list[dict[str, object]]:
    children = reader.shared.children
    return [
        {
            "type": "columns",
            "column": parts.column_link(column),
            "children": [parts.column_link(child) for child in children.get(column.key, [])],
        }
        for column in children.get("", [])
    ]
