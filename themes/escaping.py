"""Escaping, without an object for each text that is joined to the others at once."""

from typing import Any

from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # the same without C

    def _escape_inner(text: str, /) -> str:
        return str(escape(text))


def escaped(value: Any) -> str:
    """Return ``value`` as it stands in HTML: what ``markupsafe.escape`` says, as a string to be joined to others."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return _escape_inner(str(value))
