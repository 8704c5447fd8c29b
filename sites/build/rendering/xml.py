"""Atom feeds through a real XML writer; sitemaps and their indexes, of many lines and two tags, line by line."""

import re
from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from multilingual import registry as languages
from sites.registry import addresses
from sites.store import intact
from sites.store.models import Document

from ..moments import local
from ..reading import BuildReader

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
FEED_SIZE = 20
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(reader: BuildReader, home: Document) -> bytes:
    """Return the Atom feed of an edition: its newest documents over all columns."""
    documents = reader.newest(FEED_SIZE)
    edition = reader.shared.edition
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": languages.get(reader.language).html_lang})
    _text(root, "id", edition.absolute_home_url)
    _text(root, "title", edition.site_name)
    _text(root, "updated", _written(max(document.admitted_at for document in (*documents, home))))
    ElementTree.SubElement(_sub(root, "author"), "name").text = _clean(edition.footer.organisation)
    ElementTree.SubElement(root, "link", {"rel": "alternate", "href": edition.absolute_home_url})
    self_url = addresses.origin(reader.site) + edition.feed_url
    ElementTree.SubElement(root, "link", {"rel": "self", "href": self_url})
    for document in map(intact.demand, documents):
        url = addresses.absolute_url(document.site, document.path)
        entry = _sub(root, "entry")
        _text(entry, "id", url)
        _text(entry, "title", document.title)
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": url})
        _text(entry, "updated", _written(document.admitted_at))
        _text(entry, "published", _written(document.published_at))
        if summary := document.payload.get("summary"):
            _text(entry, "summary", summary)
    return _bytes(root)


def sitemap(pages: Iterable[tuple[str, datetime | None]]) -> bytes:
    """Return one sitemap shard: absolute addresses, with the moment of their admission where it is known."""
    entries = []
    for url, moment in pages:
        changed = "" if moment is None else f"<lastmod>{_written(moment)}</lastmod>"
        entries.append(f"<url><loc>{escape(_clean(url))}</loc>{changed}</url>")
    body = "".join(entries)
    shown = f'<urlset xmlns="{SITEMAP}">{body}</urlset>' if body else f'<urlset xmlns="{SITEMAP}" />'
    return f"{_HEAD}{shown}\n".encode()


def sitemap_index(urls: Iterable[str]) -> bytes:
    """Return the index of an edition's sitemap shards."""
    entries = "".join(f"<sitemap><loc>{escape(_clean(url))}</loc></sitemap>" for url in urls)
    return f'{_HEAD}<sitemapindex xmlns="{SITEMAP}">{entries}</sitemapindex>\n'.encode()


def _written(moment: datetime) -> str:
    return local(moment).isoformat(timespec="seconds")


def _sub(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, name)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _bytes(root: ElementTree.Element) -> bytes:
    return f"{_HEAD}{ElementTree.tostring(root, encoding='unicode')}\n".encode()
