"""The index document: the one description of its fields that both engines follow."""

import hashlib

from elasticsearch.dsl import Date, Document, Keyword, Text

from multilingual import document_number
from multilingual.folding import index_text
from sites.store import intact
from sites.store.content import LISTED_KINDS
from sites.store.models import Document as StoreDocument

from .plain import text_of_payload

INDEXED_KINDS = LISTED_KINDS | {"column"}
"""What can be found; homes are reached from everywhere."""

WEIGHTS = {"title_keys": 10.0, "number_keys": 8.0, "body_keys": 1.0}
"""The fields that a query is met in, and how much a hit in each counts."""


class IndexDocument(Document):
    """One public document as the index holds it.

    The ``…_keys`` fields hold folded tokens separated by spaces; nothing analyses them further. ``exact_keys``
    holds the digests of the whole title and of the document number, for hits that go before all others.
    """

    key = Keyword()
    site = Keyword()
    language = Keyword()
    kind = Keyword()
    column = Keyword()
    path = Keyword(index=False)
    title = Keyword(index=False)
    date = Date()
    title_keys = Text(analyzer="whitespace")
    number_keys = Text(analyzer="whitespace")
    body_keys = Text(analyzer="whitespace")
    exact_keys = Text(analyzer="whitespace")


def index_document(document: StoreDocument) -> IndexDocument:
    """Return the index document of a public ``document``. Raises ``Altered`` when it is not what was approved."""
    payload, language = intact.demand(document).payload, document.language
    numbers = [payload.get("document_number") or "", (payload.get("policy") or {}).get("index_number") or ""]
    return IndexDocument(
        key=document.key,
        site=document.site.key,
        language=language,
        kind=document.kind,
        column=document.column,
        path=document.path,
        title=document.title,
        date=document.published_at,
        title_keys=index_text(document.title, language),
        number_keys=index_text("\n".join(filter(None, numbers)), language),
        body_keys=index_text(text_of_payload(payload), language),
        exact_keys=" ".join(exact_keys(document.title, language) + exact_keys(numbers[0], language)),
    )


STATE_NAME = "中华人民共和国"
"""Laws are cited without it (法律引用时可用简称); a title with it is met by its short form too."""


def exact_keys(text: str, language: str) -> list[str]:
    """Return the keys under which ``text`` is met as a whole title or document number."""
    keys = []
    for form in dict.fromkeys((text, text.strip().removeprefix(STATE_NAME))):
        if folded := index_text(form, language):
            keys.append(f"whole_{_digest(folded)}")
    if number := document_number.parse(text):
        keys.append(f"number_{_digest(str(number))}")
    return keys


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
