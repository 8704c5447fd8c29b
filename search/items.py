"""The documents that were found, as the results page shows them.

Everything shown is read from the store at that moment, not from the index: what has been withdrawn is left out even
when the index has not caught up yet.
"""

from multilingual.folding import Group
from multilingual.translation import in_language
from sites.store.models import Document
from sites.store.reading import public
from sites.store.settling import facts

from .context import SearchItem
from .places import url_of
from .plain import text_of_payload
from .snippets import marked, snippet


def items_of(keys: list[str], groups: list[Group], language: str, host: str) -> list[SearchItem]:
    """Return the items for the documents with these ``keys``, in their order, for a reader on ``host``."""
    found = {document.key: document for document in public().filter(key__in=keys)}
    facts.as_settled(document.site for document in found.values())
    columns = {document.column for document in found.values()} - {""}
    names = dict(public().filter(key__in=columns).values_list("key", "title"))
    return [_item(found[key], names, groups, language, host) for key in keys if key in found]


def _item(document: Document, columns: dict[str, str], groups: list[Group], language: str, host: str) -> SearchItem:
    return SearchItem(
        title=marked(document.title, groups),
        url=url_of(document.site, document.path, host),
        snippet=snippet(text_of_payload(document.payload), groups),
        date=document.published_at,
        site_name=in_language(document.site, "name", language),
        column_name=columns.get(document.column, ""),
    )
