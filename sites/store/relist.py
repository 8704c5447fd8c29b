"""Putting a column's list in order of date again, after a batch of older documents has come in."""

from django.db import transaction

from . import audit, counters, keys, listing, outbox
from .models import Counter, Document


@transaction.atomic
def relist(column: str, *, person: str) -> int:
    """Give the documents of ``column`` new slots, oldest date first; return how many there are.

    The one act that moves list pages: every list page of the column is rendered again. Empty slots of
    withdrawn documents close up.
    """
    owner = Document.objects.select_related("site").get(key=column)
    listed = list(Document.objects.filter(column=column, slot__gt=0).order_by("published_at", "number"))
    before = counters.last(counters.column_slots(column))
    public = [document for document in listed if document.is_public]
    withdrawn = [document for document in listed if not document.is_public]
    for slot, document in enumerate(public, 1):
        document.slot = slot
    for document in withdrawn:
        document.slot = 0
    Document.objects.bulk_update(listed, ["slot"], batch_size=500)
    Counter.objects.update_or_create(name=counters.column_slots(column), defaults={"value": len(public)})
    pages = range(1, listing.page_of(max(before, len(public), 1)) + 1)
    touched = {keys.latest(column)}
    touched |= {keys.slots(column, page) for page in pages} | {keys.newer(column, page) for page in pages}
    outbox.announce(owner.site, "relist", touched, column)
    audit.record(person, "relist", column, site=owner.site.key, documents=len(public))
    return len(public)
