"""The theme's public files: style sheet, scripts and fonts, each named by its digest."""

import hashlib
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
FONTS = (
    "noto-sans-mongolian.woff2",
    "noto-naskh-arabic.woff2",
    "noto-naskh-arabic-bold.woff2",
    "noto-sans-mongolian.OFL.txt",
    "noto-naskh-arabic.OFL.txt",
)
"""The subsets that the style sheet names, and the licences that go with them."""

_FONT_ADDRESS = re.compile(r"url\(fonts/([^)]+)\)")


class AssetsMissing(RuntimeError):
    """Raised when the theme's fonts have not been made yet."""


def files() -> dict[str, bytes]:
    """Return every public file of the theme by its public name.

    The files lie side by side in one folder; the style sheet names the fonts relative to itself.
    Raises ``AssetsMissing`` when the fonts have not been made.
    """
    return {_digest_name(logical, data): data for logical, data in _contents().items()}


def public_name(logical: str) -> str:
    """Return the public name of a file: ``site.css`` becomes ``site.0123456789ab.css``.

    Raises ``KeyError`` for a file that the theme does not have, ``AssetsMissing`` as ``files`` does.
    """
    return _digest_name(logical, _contents()[logical])


@cache
def _contents() -> dict[str, bytes]:
    found = {name: _font(name) for name in FONTS}
    public = {name: _digest_name(name, data) for name, data in found.items()}
    found["site.css"] = _style_sheet(public)
    for script in sorted((FOLDER / "js").glob("*.js")):
        found[script.name] = script.read_bytes()
    return found


def _style_sheet(fonts: dict[str, str]) -> bytes:
    parts = [part.read_text(encoding="utf-8") for part in sorted((FOLDER / "css").glob("*.css"))]
    return _FONT_ADDRESS.sub(lambda match: f"url({fonts[match[1]]})", "\n".join(parts)).encode()


def _font(name: str) -> bytes:
    try:
        return (FOLDER / "fonts" / name).read_bytes()
    except FileNotFoundError:
        raise AssetsMissing(f"the theme's font file {name} has not been made yet: run `make setup`") from None


def _digest_name(logical: str, data: bytes) -> str:
    stem, dot, extension = logical.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}{dot}{extension}"
