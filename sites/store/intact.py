"""That a document's row still says what was approved: nobody changes the public by writing to the store's tables."""

from typing import cast

from . import versions
from .content import Content, Kind
from .models import Document


class Altered(Exception):
    """Raised for a document whose row differs from its approved content; its last good output stays."""


def content_of(document: Document) -> Content:
    """Return what is public under ``document``, as content again."""
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


def demand(document: Document) -> Document:
    """Return ``document`` if its title and payload are those that its digest names. Raises ``Altered`` otherwise."""
    if document.title != str(document.payload["title"]):
        raise Altered(_said(document))
    if content_of(document).digest() == document.digest:
        return document
    # a column's address outlives its slug, so only the version that was kept knows the slug it was approved with
    try:
        approved = versions.read(document.digest)
    except LookupError as missing:
        raise Altered(_said(document)) from missing
    held = (approved.key, approved.site, approved.column, approved.payload)
    if document.kind != "column" or held != (document.key, document.site.key, document.column, document.payload):
        raise Altered(_said(document))
    return document


def _said(document: Document) -> str:
    return f"公开文档的内容与审批时不一致，保留上一个正确版本：{document.key}"
