"""What the templates of the review chain ask for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def posted(said: Mapping[str, Any], anchor: str) -> str:
    """Return the remark that was posted for the part with this ``anchor``."""
    return str(said.get(f"remark-{anchor}", ""))


@register.filter
def moment(kept: str) -> datetime | None:
    """Return the moment that a kept form names in ISO 8601."""
    try:
        return datetime.fromisoformat(kept)
    except (TypeError, ValueError):
        return None
