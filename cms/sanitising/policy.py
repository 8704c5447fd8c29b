"""What clean HTML may hold, as data: everything that is not listed goes (白名单).

Both cleaners get these tables. No style, class, id, event handler, picture, form, frame or script can pass.
"""

import re

TAGS: frozenset[str] = frozenset(
    {"p", "h2", "h3", "h4", "ul", "ol", "li", "a", "b", "strong", "i", "em", "sub", "sup", "br"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
)
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "rel"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
INNER_SCHEME = "document"
"""Links to other documents, ``document:KEY``; they become addresses when a page is rendered."""

SCHEMES: frozenset[str] = frozenset({"http", "https", "mailto", "tel", INNER_SCHEME})
OUTSIDE_REL = "noopener noreferrer"

_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_INNER = re.compile(rf"{INNER_SCHEME}:[0-9A-Za-z_-]+")
_OUTSIDE = re.compile(r"https?://[^\s/].*", re.IGNORECASE | re.DOTALL)
_OTHER = re.compile(r"(?:mailto|tel):[^\s]+|/(?![/\\])[^\s]*", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\ufffd]")


def is_outside(href: str) -> bool:
    """Return whether ``href`` leads to a page that may be somebody else's."""
    return _OUTSIDE.fullmatch(href) is not None


def is_allowed(tag: str, attribute: str, value: str) -> bool:
    """Return whether ``tag`` may carry this attribute with this value."""
    if attribute not in ATTRIBUTES.get(tag, ()):
        return False
    if attribute == "href":
        return is_link(value)
    if attribute == "rel":
        return value == OUTSIDE_REL
    if attribute == "scope":
        return value in ("row", "col")
    return _SPAN.fullmatch(value) is not None


def is_link(href: str) -> bool:
    """Return whether ``href`` may stand in a link: an inner key, a path of the same host, or an allowed scheme."""
    if _HIDDEN.search(href):
        return False
    return any(form.fullmatch(href) for form in (_INNER, _OUTSIDE, _OTHER))
