"""The theme's public files: style sheet, scripts and fonts, each named by its digest."""

import hashlib
import re
from functools import cache

from . import location
from .theme import FONTS, Theme

_FONT_ADDRESS = re.compile(r"url\(fonts/([^)]+)\)")


class AssetsMissing(RuntimeError):
    """Raised when the theme's fonts have not been made yet."""


def files(theme: Theme | None = None) -> dict[str, bytes]:
    """Return every public file of the theme by its public name.

    The files lie side by side in one folder; the style sheet names the fonts relative to itself.
    Raises ``AssetsMissing`` when the fonts have not been made.
    """
    return dict(_public(theme or location.current()))


def public_name(logical: str, theme: Theme | None = None) -> str:
    """Return the public name of a file: ``site.css`` becomes ``site.0123456789ab.css``.

    Raises ``KeyError`` for a file that the theme does not have, ``AssetsMissing`` as ``files`` does.
    """
    return _digest_name(logical, _contents(theme or location.current())[logical])


def demand_fonts(theme: Theme) -> None:
    """Raise ``AssetsMissing`` when the fonts of ``theme`` have not been made."""
    _contents(theme)


@cache
def _public(theme: Theme) -> dict[str, bytes]:
    return {_digest_name(logical, data): data for logical, data in _contents(theme).items()}


@cache
def _contents(theme: Theme) -> dict[str, bytes]:
    found = {name: _font(theme, name) for name in FONTS}
    public = {name: _digest_name(name, data) for name, data in found.items()}
    found["site.css"] = _style_sheet(theme, public)
    for script in theme.below("assets/js", "js"):
        found[script.rpartition("/")[2]] = theme.files[script]
    return found


def _style_sheet(theme: Theme, fonts: dict[str, str]) -> bytes:
    parts = [theme.text(part) for part in theme.below("assets/css", "css")]
    return _FONT_ADDRESS.sub(lambda match: f"url({fonts[match[1]]})", "\n".join(parts)).encode()


def _font(theme: Theme, name: str) -> bytes:
    try:
        return theme.files[f"assets/fonts/{name}"]
    except KeyError:
        raise AssetsMissing(f"the theme's font file {name} has not been made yet: run `make setup`") from None


def _digest_name(logical: str, data: bytes) -> str:
    stem, dot, extension = logical.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}{dot}{extension}"
