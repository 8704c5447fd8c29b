"""The links of an old page, led to where that page is looked at: inside stays inside, outside says so."""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, urlsplit

from .site_at import SiteAt

_ATTRIBUTE = re.compile(r"""(\s(?:href|src|action|poster|data-source)\s*=\s*)("([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SET = re.compile(r"""(\ssrcset\s*=\s*)("([^"]*)"|'([^']*)')""", re.IGNORECASE)
_TARGET = re.compile(r"""\starget\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
LEFT = ("#", "data:", "mailto:", "tel:")

Address = Callable[[str], str]
"""From a path below the site's base, or from an outside address, to where the preview has it."""


def rewritten(html: bytes, at: SiteAt, inside: Address, outside: Address) -> bytes:
    """Return the page ``html`` of ``at`` with every address led to ``inside`` or ``outside``."""

    def lead(value: str) -> str:
        return lead_to(value, at, inside, outside)

    def attribute(found: re.Match[str]) -> str:
        value = unescape(found[3] if found[3] is not None else found[4])
        return f'{found[1]}"{escape(lead(value))}"'

    def several(found: re.Match[str]) -> str:
        value = unescape(found[3] if found[3] is not None else found[4])
        parts = [part.strip().partition(" ") for part in value.split(",") if part.strip()]
        led = ", ".join(f"{lead(address)} {size}".strip() for address, _, size in parts)
        return f'{found[1]}"{escape(led)}"'

    text = html.decode("utf-8", "replace")
    text = _TARGET.sub("", text)
    return _SET.sub(several, _ATTRIBUTE.sub(attribute, text)).encode()


def lead_to(value: str, at: SiteAt, inside: Address, outside: Address) -> str:
    """Return where one address of a page of ``at`` leads in the preview; a relative one stays as it is."""
    value = value.strip()
    if not value or value.startswith(LEFT):
        return value
    try:
        parts = urlsplit(value)
    except ValueError:
        return outside(value)
    if parts.scheme not in ("", "http", "https"):
        return outside(value)
    if parts.netloc and parts.hostname != at.host:
        return outside(value)
    if not parts.netloc and not parts.path.startswith("/"):
        return value
    path = at.below(parts.path or "/")
    if path is None:
        return outside(value)
    return inside(path) + (f"#{parts.fragment}" if parts.fragment else "")


def quoted(path: str) -> str:
    """Return ``path`` as it stands in an address."""
    return quote(path, safe="/")
