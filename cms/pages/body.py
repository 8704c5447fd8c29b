"""The blocks and attachments of a body."""

from typing import Any

from wagtail.blocks import StreamValue

from cms.media.attachments import attachment_payload
from cms.media.models import Attachment
from cms.media.pictures import picture_payload

from .richtext import clean_html, linked_documents


def blocks_of(body: StreamValue) -> list[dict[str, Any]]:
    """Return the payload's blocks; attachments are no blocks and stand in a list of their own."""
    blocks = (_block(child.block_type, child.value) for child in body)
    return [block for block in blocks if block is not None]


def attachments_of(body: StreamValue) -> list[dict[str, Any]]:
    """Return the payload's attachments: those placed in the body and those its text links to, each once."""
    documents: dict[int, Attachment] = {}
    for child in body:
        if child.block_type == "attachment" and child.value is not None:
            documents[child.value.pk] = child.value
        elif child.block_type == "text":
            for pk in linked_documents(child.value):
                linked = Attachment.objects.filter(pk=pk).first()
                if linked is not None:
                    documents.setdefault(pk, linked)
    return [attachment_payload(document) for document in documents.values()]


def picture_of(value: Any) -> dict[str, Any] | None:
    """Return the *picture* of a picture block, None when none is chosen."""
    if not value or not value.get("picture"):
        return None
    return picture_payload(value["picture"], value["alt"].strip(), (value.get("caption") or "").strip())


def _block(kind: str, value: Any) -> dict[str, Any] | None:
    if kind == "text":
        html = clean_html(value)
        return {"type": "text", "html": html} if html else None
    if kind == "heading":
        return {"type": "heading", "text": value["text"].strip(), "level": int(value["level"])}
    if kind == "picture":
        picture = picture_of(value)
        return {"type": "picture", "picture": picture} if picture else None
    if kind == "table":
        return _table(value or {})
    if kind == "quote":
        attribution = (value.get("attribution") or "").strip()
        return {"type": "quote", "text": value["text"].strip(), "attribution": attribution}
    return None


def _table(value: dict[str, Any]) -> dict[str, Any]:
    rows = [["" if cell is None else str(cell).strip() for cell in row] for row in value.get("data") or []]
    header = value.get("table_header_choice") in ("row", "both") or bool(value.get("first_row_is_table_header"))
    caption = (value.get("table_caption") or "").strip()
    return {"type": "table", "caption": caption, "header": header, "rows": rows}
