"""How a page of the editing side is named in the store (文档键)."""

from wagtail.models import Page


def key_of(page: Page) -> str:
    """Return the store key of ``page``: stable over copies of the database, moves and new titles."""
    return f"{page.translation_key.hex}-{page.locale.language_code}"


def group_of(page: Page) -> str:
    """Return the name that all language versions of ``page`` share."""
    return str(page.translation_key.hex)
