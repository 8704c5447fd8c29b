"""The public version of a document, as content again."""

from typing import cast

from sites.store.content import Content, Kind
from sites.store.models import Document


def content_of_document(document: Document) -> Content:
    """Return the content that is public under ``document``, e.g. to show what a withdrawal takes away."""
    return Content(
        site=document.site.key,
        language=document.language,
        kind=cast(Kind, document.kind),
        key=document.key,
        translation_group=document.translation_group,
        column=document.column,
        slug=document.path.split("/")[-2] if document.kind == "column" else "",
        payload=document.payload,
    )
