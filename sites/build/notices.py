"""The emergency notices of an edition (应急通知), as the settled state has them."""

from collections.abc import Mapping
from typing import Any

from multilingual import registry as languages
from multilingual.registry import DEFAULT
from sites.store import keys
from sites.store.models import Document
from sites.store.reading import Reader, public
from sites.store.settling.facts import newest

from .context import Link, Notice
from .links import document_address

NOTICE = "notice.json"
"""The file below an edition's root from which its other pages fetch them."""
EVERYWHERE = "cluster"


def notices_of(reader: Reader) -> list[Notice]:
    """Return what the whole cluster and the reader's site have to say now.

    A notice without a text in the edition's language is shown in Chinese rather than not at all. The builder knows no
    clock: a notice ends by being settled anew.
    """
    reader.touched.add(keys.notice(reader.site.key))
    settled = newest("banner", (EVERYWHERE, reader.site.key))
    states = [settled[key] for key in (EVERYWHERE, reader.site.key) if key in settled]
    return [notice(reader, state) for state in states if state.get("texts")]


def notice(reader: Reader, state: Mapping[str, Any]) -> Notice:
    """Return a notice as the reader's edition shows it; ``state`` holds ``texts`` by language, perhaps a ``link``."""
    texts: dict[str, str] = state["texts"]
    language = next((code for code in (reader.language, DEFAULT) if code in texts), min(texts))
    return Notice(texts[language], languages.get(language), _link(reader, str(state.get("link") or "")))


def _link(reader: Reader, key: str) -> Link | None:
    document = reader.document(key) if key else None
    if document is None:
        return None
    document = _version(reader, document)
    return Link(document.title, document_address(reader.site, document))


def _version(reader: Reader, document: Document) -> Document:
    """Return the public version of ``document`` in the reader's language, itself where there is none."""
    reader.touched.add(keys.translations(document.translation_group))
    versions = public().filter(translation_group=document.translation_group, language=reader.language)
    return versions.filter(site=document.site).first() or document
