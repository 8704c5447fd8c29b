"""The words of the public pages, one TOML table for each language (界面文字)."""

import tomllib
from functools import cache

from . import location
from .theme import Theme


class MissingText(LookupError):
    """Raised when a language has no table or its table has no such key."""


def text(code: str, key: str) -> str:
    """Return the text that the pages in language ``code`` show for ``key``.

    There is no falling back to another language: a page half in another script is worse than a failed build.
    Raises ``MissingText`` when there is none.
    """
    return text_of(location.current(), code, key)


def text_of(theme: Theme, code: str, key: str) -> str:
    """Return what ``text`` does, of a ``theme`` that need not be in use. Raises ``MissingText``."""
    try:
        return _table(theme, code)[key]
    except KeyError:
        raise MissingText(f"themes/strings/{code}.toml has no text for {key!r}") from None


def table(code: str) -> dict[str, str]:
    """Return all texts of language ``code`` by key.

    Raises ``MissingText`` when the language has no table.
    """
    return _table(location.current(), code)


@cache
def _table(theme: Theme, code: str) -> dict[str, str]:
    try:
        content = theme.text(f"strings/{code}.toml")
    except KeyError:
        raise MissingText(f"there is no themes/strings/{code}.toml") from None
    return {key: str(value) for key, value in tomllib.loads(content).items()}
