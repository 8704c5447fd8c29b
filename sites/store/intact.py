"""That a document's row still says what was approved: nobody changes the public by writing to the store's tables."""

import hashlib
from typing import cast

import orjson

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
    if _matches(document) or content_of(document).digest() == document.digest:
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


def _matches(document: Document) -> bool:
    """Return whether the digest names these very bytes, written many times faster than the canonical form.

    Where they differ from it (some numbers), the answer is no, and the canonical form decides.
    """
    held = {
        "site": document.site.key,
        "language": document.language,
        "kind": document.kind,
        "key": document.key,
        "translation_group": document.translation_group,
        "column": document.column,
        "slug": document.path.split("/")[-2] if document.kind == "column" else "",
        "payload": document.payload,
    }
    try:
        written = orjson.dumps(held, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return False
    return hashlib.sha256(written).hexdigest() == document.digest


def _said(document: Document) -> str:
    return f"公开文档的内容与审批时不一致，保留上一个正确版本：{document.key}"
