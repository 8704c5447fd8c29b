"""Addresses from one site to another, and inner links (``href="document:KEY"``) made into addresses."""

import re
from typing import Any

from sites.registry import addresses
from sites.registry.models import Site
from sites.store.models import Document
from sites.store.reading import Reader

SCHEME = "document:"
_ANCHOR = re.compile(r'<a\b[^>]*?\bhref="document:([0-9A-Za-z_-]+)"[^>]*>(.*?)</a>', re.DOTALL)
_HREF = re.compile(r'href="document:[0-9A-Za-z_-]+"')


def address(source: Site, target: Site, path: str) -> str:
    """Return the address of an output of ``target`` as a page of ``source`` writes it.

    Host-relative when both sites share an origin, absolute otherwise.
    """
    if addresses.origin(source) == addresses.origin(target):
        return addresses.local_url(target, path)
    return addresses.absolute_url(target, path)


def document_address(source: Site, document: Document) -> str:
    """Return the address of a document's page as a page of ``source`` writes it."""
    return address(source, document.site, document.path)


def resolve_href(reader: Reader, href: str) -> str:
    """Return where ``href`` leads: an inner link's address, empty when its document is not public."""
    if not href.startswith(SCHEME):
        return href
    document = reader.document(href.removeprefix(SCHEME))
    return document_address(reader.site, document) if document else ""


def resolve_html(reader: Reader, html: str) -> str:
    """Return ``html`` with each inner link resolved; a link to what is not public becomes its text."""
    if SCHEME not in html:
        return html

    def resolved(match: re.Match[str]) -> str:
        target = resolve_href(reader, SCHEME + match[1])
        return _HREF.sub(f'href="{target}"', match[0], count=1) if target else match[2]

    return _ANCHOR.sub(resolved, html)


def inner_links(payload: Any) -> set[str]:
    """Return the keys of the documents that the HTML in a document's ``body`` links to."""
    keys: set[str] = set()
    for block in payload.get("body") or ():
        html = block.get("html", "")
        if SCHEME in html:
            keys.update(match[1] for match in _ANCHOR.finditer(html))
    return keys
