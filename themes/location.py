"""The one place that says which theme is in use: the installed one, unless a build names another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from .theme import Theme, read

PACKAGE = Path(__file__).parent
FOLDER = Path(os.environ.get("SUMU_THEME") or PACKAGE)
"""Where the installed theme lies: beside this file, or where ``SUMU_THEME`` says."""

_current: ContextVar[Theme | None] = ContextVar("theme", default=None)


@cache
def installed() -> Theme:
    """Return the theme that lies in ``FOLDER``, read once a process."""
    return read(FOLDER)


def current() -> Theme:
    """Return the theme that templates, texts and public files are taken from now."""
    return _current.get() or installed()


@contextmanager
def using(theme: Theme) -> Iterator[None]:
    """Take templates, texts and public files from ``theme``."""
    token = _current.set(theme)
    try:
        yield
    finally:
        _current.reset(token)
