"""Which pictures and attachments a draft holds, and who put them into the library."""

from collections.abc import Iterator
from typing import Any

from cms.media.models import Attachment, Picture

from .models import HomePage
from .models.base import ListedPage, PublicPage
from .richtext import linked_documents


def media_of(page: PublicPage) -> Iterator[Picture | Attachment]:
    """Yield the pictures and attachments that ``page``'s draft uses."""
    if isinstance(page, ListedPage) and page.picture:
        yield page.picture
    if isinstance(page, ListedPage | HomePage):
        for child in page.body:
            yield from _of_block(child.block_type, child.value)


def uploaders(page: PublicPage) -> set[str]:
    """Return the user names of everyone who uploaded something that ``page`` shows."""
    people = (item.uploaded_by_user for item in media_of(page))
    return {person.get_username() for person in people if person is not None}


def _of_block(kind: str, value: Any) -> Iterator[Picture | Attachment]:
    if kind == "attachment" and value is not None:
        yield value
    elif kind == "text":
        yield from Attachment.objects.filter(pk__in=linked_documents(value))
    elif kind == "picture" and value.get("picture"):
        yield value["picture"]
    elif kind == "introduction" and value["picture"].get("picture"):
        yield value["picture"]["picture"]
