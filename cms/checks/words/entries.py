"""The words to look for at a site: its own list goes before the list for all sites."""

from dataclasses import dataclass

from django.db.models import Q

from ..models import Word


@dataclass(frozen=True)
class Entry:
    """One word of a list."""

    wrong: str
    right: str
    is_serious: bool
    note: str
    source: str
    certainty: str


def entries_for(site: str) -> list[Entry]:
    """Return the entries that count at the site with this key."""
    rows = Word.objects.filter(Q(site__isnull=True) | Q(site__key=site)).order_by("site_id")
    found: dict[str, Entry] = {}
    for row in sorted(rows, key=lambda row: row.site_id is None):
        entry = Entry(row.wrong, row.right, row.is_serious, row.note, row.source, row.certainty)
        found.setdefault(row.wrong, entry)
    return list(found.values())
