"""List pages never shift: properties over any number of documents."""

from hypothesis import given
from hypothesis import strategies as st

from sites.store import listing

last_slots = st.integers(min_value=0, max_value=5000)


@given(last_slots)
def test_every_slot_is_shown_exactly_once(last):
    shown = [slot for page in range(1, listing.numbered_pages(last) + 1) for slot in listing.slots_of(page)]
    assert shown + list(listing.first_page_slots(last)) == list(range(1, last + 1))


@given(last_slots)
def test_the_first_page_is_neither_thin_nor_endless(last):
    assert len(listing.first_page_slots(last)) < 2 * listing.PAGE_SIZE
    if last >= listing.PAGE_SIZE:
        assert len(listing.first_page_slots(last)) >= listing.PAGE_SIZE


@given(last_slots)
def test_one_more_document_changes_at_most_two_list_pages(last):
    def state(newest: int) -> dict[int, tuple[range, bool]]:
        return {
            page: (listing.slots_of(page), listing.links_to_newer_page(page, newest))
            for page in range(1, listing.numbered_pages(newest) + 1)
        }

    before, after = state(last), state(last + 1)
    changed = {page for page in after if before.get(page) != after[page]}
    assert len(changed) + 1 <= 2


@given(last_slots)
def test_a_link_to_a_newer_page_never_dangles(last):
    for page in range(1, listing.numbered_pages(last) + 1):
        if listing.links_to_newer_page(page, last):
            assert page + 1 <= listing.numbered_pages(last)
