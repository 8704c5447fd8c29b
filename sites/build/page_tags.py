"""The page tags (网页标签): ``<meta name content>`` after the table in ``page_tags.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from multilingual.translation import in_language
from sites.registry import addresses
from sites.registry.models import Site
from sites.store import blobs
from sites.store.models import Document

from .moments import local


@dataclass(frozen=True)
class PageTag:
    """One row of the table: which tag stands on which pages, and where that is written."""

    name: str
    value: str
    on: frozenset[str]
    mandatory: bool
    source: str
    certainty: str


@cache
def table() -> tuple[PageTag, ...]:
    """Return the rows of the table in the standard's order."""
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["tag"]
    return tuple(PageTag(**{**row, "on": frozenset(row["on"])}) for row in rows)


@cache
def _on(place: str) -> tuple[PageTag, ...]:
    return tuple(tag for tag in table() if place in tag.on)


def tags(place: str, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the tags of a ``home``, ``column`` or ``document`` page; those without a value are left out."""
    return [(tag.name, values[tag.value]) for tag in _on(place) if values.get(tag.value)]


def site_values(site: Site, language: str) -> dict[str, str]:
    """Return the values that every page of an edition has."""
    return {"site_name": in_language(site, "name", language), "site_domain": site.host, "site_code": site.code}


def column_values(column: Document) -> dict[str, str]:
    """Return the values of a column; what an editor left empty is its name."""
    payload = column.payload
    return {
        "column_name": column.title,
        "column_description": payload.get("description") or column.title,
        "column_keywords": _joined(payload.get("keywords")) or column.title,
        "column_type": payload.get("column_type") or column.title,
    }


def document_values(document: Document, source: str) -> dict[str, str]:
    """Return the values of a listed document; ``source`` is its 来源 as shown."""
    payload = document.payload
    return {
        "title": document.title,
        "published": f"{local(document.published_at):%Y-%m-%d %H:%M}",
        "source": source,
        "keywords": _joined(payload.get("keywords")),
        "author": payload.get("author") or "",
        "description": payload.get("summary") or "",
        "image": _image(document),
        "url": addresses.absolute_url(document.site, document.path),
    }


def _joined(words: list[str] | None) -> str:
    return ",".join(words or ())


def _image(document: Document) -> str:
    sizes = (document.payload.get("picture") or {}).get("sizes") or []
    if not sizes:
        return ""
    return addresses.absolute_url(document.site, blobs.public_path(sizes[-1]["digest"], sizes[-1]["extension"]))
