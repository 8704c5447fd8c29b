"""The public content of the store, as plain values: what the other programs are given to build."""

from collections.abc import Iterator
from typing import Any

from sites.registry import addresses
from sites.registry.models import Site
from sites.store.models import Document
from themes.assets import files, public_name
from themes.theme import Theme

from .synthetic import LANGUAGE


def sites(theme: Theme) -> dict[str, dict[str, Any]]:
    """Return what each site's pages share, by the site's key."""
    portal = Site.objects.get(kind="portal")
    found = {}
    for site in Site.objects.select_related("organisation").order_by("key"):
        root = addresses.edition_root(site, LANGUAGE)
        columns = Document.objects.filter(site=site, kind="column").order_by("path")
        held = {column.key: _column(site, column) for column in columns}
        home = Document.objects.get(site=site, kind="home")
        found[site.key] = {
            "key": site.key,
            "root": root,
            "name": site.name,
            "organisation": site.organisation.name,
            "host": site.host,
            "origin": addresses.origin(site),
            "code": site.code,
            "icp": site.icp_number,
            "police": site.police_number,
            "contact": site.contact,
            "portal": None if site == portal else {"text": portal.name, "url": addresses.site_root(portal)},
            "columns": list(held.values()),
            "blocks": [_block(block, held) for block in home.payload["blocks"]],
            "stylesheet": f"{root}assets/{public_name('site.css', theme)}",
            "script": f"{root}assets/{public_name('site.js', theme)}",
        }
    return found


def documents(site: str) -> Iterator[dict[str, Any]]:
    """Yield the documents of the site with this key, oldest first."""
    found = Document.objects.filter(site__key=site, kind="article").select_related("site").order_by("number")
    for document in found.iterator(chunk_size=1000):
        payload = document.payload
        yield {
            "site": site,
            "number": document.number,
            "column": document.path.partition("/")[0],
            "url": addresses.local_url(document.site, document.path),
            "title": document.title,
            "summary": payload["summary"],
            "keywords": payload["keywords"],
            "source": payload["source"],
            "author": payload["author"],
            "date": f"{payload['display_date']}:00+08:00",
            "body": "\n".join(block.get("html") or f"<h2>{block['text']}</h2>" for block in payload["body"]),
        }


def assets(theme: Theme) -> dict[str, bytes]:
    """Return the files of the theme that every site carries, by name."""
    return files(theme)


def _column(site: Site, column: Document) -> dict[str, Any]:
    return {
        "key": column.key,
        "slug": column.path.partition("/")[0],
        "title": column.title,
        "url": addresses.local_url(site, column.path),
        "description": column.payload["description"],
        "keywords": ",".join(column.payload["keywords"]),
        "type": column.payload["column_type"],
    }


def _block(block: dict[str, Any], columns: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if "column" not in block:
        return block
    column = columns[block["column"]]
    return {**block, "column": column["slug"], "title": column["title"], "url": column["url"]}
