"""The blocks of a home page."""

from typing import Any

from wagtail.blocks import StreamValue

from .body import picture_of
from .keys import key_of
from .richtext import clean_html


def blocks_of(body: StreamValue) -> list[dict[str, Any]]:
    """Return the payload's blocks; what points to a page that is gone is left out."""
    blocks = (_block(child.block_type, child.value) for child in body)
    return [block for block in blocks if block is not None]


def _block(kind: str, value: Any) -> dict[str, Any] | None:
    if kind in ("pictures", "column_list"):
        if value["column"] is None:
            return None
        block = {"type": kind, "column": key_of(value["column"])}
        return {**block, "count": value["count"]} if kind == "column_list" else block
    if kind == "links":
        links = [{"text": link["text"].strip(), "href": _href(link)} for link in value["links"]]
        return {"type": "links", "title": value["title"].strip(), "links": links}
    if kind == "introduction":
        return {
            "type": "introduction",
            "title": value["title"].strip(),
            "html": clean_html(value["text"]),
            "picture": picture_of(value["picture"]),
        }
    return None


def _href(link: Any) -> str:
    page = link.get("page")
    return f"document:{key_of(page)}" if page else (link.get("href") or "").strip()
