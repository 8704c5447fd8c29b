"""Taking a word out of a list."""

from django.db import transaction

from sites.store import audit

from ..models import Word


@transaction.atomic
def drop_word(word: Word, *, by: str) -> None:
    """Delete ``word``; the audit trail keeps what it said."""
    site = word.site.key if word.site else ""
    audit.record(by, "drop word", word.wrong, site=site, right=word.right, is_serious=word.is_serious)
    word.delete()
