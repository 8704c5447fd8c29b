"""How a column's documents fall onto list pages that never shift.

Each listed document holds a slot of its column, numbered from 1 in the order of admission, for
ever. Numbered page ``n`` shows slots ``size*(n-1)+1 … size*n``: page 1 holds the oldest. The first
page (``index.html``) shows the slots that no numbered page shows yet: between ``size`` and
``2*size - 1`` of them once there are that many. A withdrawn document leaves its slot empty, so no
other page changes.
"""

PAGE_SIZE = 20
SITEMAP_SHARD = 200
"""How many numbers one part of a sitemap covers: small, since each publish writes one anew."""
WITHDRAWN_SHARD = 1000
"""How many numbers one file of withdrawn addresses covers; web servers find the file from the address alone."""


def page_of(slot: int) -> int:
    """Return the numbered page that shows ``slot``, now or once it is full."""
    return (slot - 1) // PAGE_SIZE + 1


def slots_of(page: int) -> range:
    """Return the slots that numbered page ``page`` shows."""
    return range(PAGE_SIZE * (page - 1) + 1, PAGE_SIZE * page + 1)


def numbered_pages(last_slot: int) -> int:
    """Return how many numbered pages a column has whose newest slot is ``last_slot``."""
    return max(last_slot // PAGE_SIZE - 1, 0)


def first_page_slots(last_slot: int) -> range:
    """Return the slots that the first page shows."""
    return range(PAGE_SIZE * numbered_pages(last_slot) + 1, last_slot + 1)


def links_to_newer_page(page: int, last_slot: int) -> bool:
    """Return whether numbered page ``page`` links to ``page + 1`` rather than to the first page.

    The link turns one document later than the newer page appears, so that no single document ever
    changes more than two list pages.
    """
    return last_slot > PAGE_SIZE * (page + 2)


def sitemap_shard(number: int) -> int:
    """Return the sitemap shard that lists the document with this ``number``; shards start at 1."""
    return (number - 1) // SITEMAP_SHARD + 1


def withdrawn_shard(number: int) -> int:
    """Return which file names the document with this ``number`` once it is withdrawn; they start at 1."""
    return (number - 1) // WITHDRAWN_SHARD + 1
