"""One digest over everything in the theme that can change a page."""

import hashlib
from functools import cache
from pathlib import Path

from . import assets

FOLDER = Path(__file__).parent


@cache
def theme_digest() -> str:
    """Return the SHA-256 digest (hexadecimal) of templates, texts, assets and the filters behind them.

    Two builds with the same digest and the same store make the same bytes.
    Raises ``AssetsMissing`` when the fonts have not been made.
    """
    parts = assets.files()
    for pattern in ("templates/**/*.jinja", "strings/*.toml", "*.py"):
        for path in FOLDER.glob(pattern):
            parts[path.relative_to(FOLDER).as_posix()] = path.read_bytes()
    digest = hashlib.sha256()
    for name in sorted(parts):
        digest.update(f"{name}\n{len(parts[name])}\n".encode())
        digest.update(parts[name])
    return digest.hexdigest()
