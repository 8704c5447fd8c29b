"""Which keys a change of a document touches."""

from . import keys, listing
from .content import LISTED_KINDS
from .models import Document


def keys_of(document: Document, *, is_new_slot: bool = False, comes_back: bool = False) -> set[str]:
    """Return every key that admitting, changing or withdrawing ``document`` touches.

    ``is_new_slot`` says that its slot was given out just now: the last one of a page lets the newest numbered page
    appear, the one after it turns the link of the page before (``listing.links_to_newer_page``).
    ``comes_back`` says that it was withdrawn until now.
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
    if comes_back or not document.is_public:
        touched.add(keys.withdrawn(site, listing.withdrawn_shard(document.number)))
    if is_new_slot:
        pages = listing.numbered_pages(document.slot)
        if document.slot % listing.PAGE_SIZE == 0:
            touched.add(keys.slots(document.column, pages))
        if (document.slot - 1) % listing.PAGE_SIZE == 0:
            touched.add(keys.newer(document.column, pages - 1))
    return touched
