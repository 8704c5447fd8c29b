"""The payloads of columns and listed documents, kind by kind."""

import re
from typing import Any

from django.utils import timezone

from cms.media.pictures import picture_payload
from multilingual import document_number
from sites.store.lifetime import EXPIRE_AT, PUBLISH_AT

from .body import attachments_of, blocks_of
from .models import ColumnPage, LeaderPage, PolicyPage, ServicePage
from .models.base import ListedPage

SERVICE_TEXTS = ("basis", "conditions", "process", "place", "hours", "phone", "time_limit", "fee")
_SEPARATORS = re.compile(r"[、,，;；\n]+")


def of_column(page: ColumnPage) -> dict[str, Any]:
    """Return a column's payload; the standard column gives what the page leaves empty."""
    return {
        "title": page.title.strip(),
        "summary": page.description.strip(),
        "description": page.description.strip(),
        "keywords": split(page.keywords),
        "column_type": page.column_type.strip() or (page.standard.column_type if page.standard else ""),
        "lists": page.lists,
        "in_navigation": page.in_navigation,
        "position": page.position,
    }


def of_listed(page: ListedPage) -> dict[str, Any]:
    """Return the payload of an article, a policy document, a service guide or a leader."""
    payload: dict[str, Any] = {
        "title": page.title.strip(),
        "summary": page.summary.strip(),
        "keywords": split(page.keywords),
        "source": page.source.strip(),
        "author": page.author.strip(),
        "document_number": document_number.canonical(page.document_number),
        "picture": (
            picture_payload(page.picture, page.picture_alt.strip(), page.picture_caption.strip())
            if page.picture
            else None
        ),
        "body": blocks_of(page.body),
        "attachments": attachments_of(page.body),
    }
    for name, moment in (
        ("display_date", page.display_date),
        (PUBLISH_AT, page.go_live_at),
        (EXPIRE_AT, page.expire_at),
    ):
        if moment:
            payload[name] = f"{timezone.localtime(moment, timezone.get_default_timezone()):%Y-%m-%dT%H:%M}"
    if page.sample:
        payload["sample"] = True
    payload.update(_of_kind(page))
    return payload


def split(keywords: str) -> list[str]:
    """Return the single words of a line of keywords."""
    return [word.strip() for word in _SEPARATORS.split(keywords) if word.strip()]


def _of_kind(page: ListedPage) -> dict[str, Any]:
    if isinstance(page, PolicyPage):
        policy = {name: getattr(page, name).strip() for name in ("index_number", "issuer", "subject")}
        policy["date_written"] = page.date_written.isoformat() if page.date_written else ""
        return {"policy": {**policy, "validity": page.validity}}
    if isinstance(page, ServicePage):
        service: dict[str, Any] = {name: lines(getattr(page, name)) for name in SERVICE_TEXTS}
        service["materials"] = [line.strip() for line in page.materials.splitlines() if line.strip()]
        return {"service": service}
    if isinstance(page, LeaderPage):
        leader = {"post": page.post.strip(), "portfolio": lines(page.portfolio), "position": page.position}
        return {"leader": leader}
    return {}


def lines(text: str) -> str:
    """Return ``text`` with one kind of line break and no blank ends."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
