"""Which keys a change of a document touches."""

from . import counters, keys, listing
from .content import LISTED_KINDS
from .models import Document


def keys_of(document: Document, *, is_new_slot: bool = False) -> set[str]:
    """Return every key that admitting, changing or withdrawing ``document`` touches.

    ``is_new_slot`` says that its slot was given out just now, which may turn a list page's link.
    """
    site = document.site.key
    touched = {keys.document(document.key), keys.translations(document.translation_group)}
    if document.kind not in LISTED_KINDS:
        touched.add(keys.edition(site, document.language))
        return touched
    page = listing.page_of(document.slot)
    touched |= {
        keys.latest(document.column),
        keys.slots(document.column, page),
        keys.sitemap(site, document.language, listing.sitemap_shard(document.number)),
    }
    if is_new_slot:
        last = counters.last(counters.column_slots(document.column))
        pages = listing.numbered_pages(last)
        touched |= {keys.slots(document.column, pages), keys.newer(document.column, pages - 1)}
    return touched
