"""One digest over everything in the theme that can change a page, and one over the code behind it."""

import hashlib
from functools import cache

from . import assets, location


def theme_digest() -> str:
    """Return the SHA-256 digest (hexadecimal) of the theme in use: templates, texts, style sheet, scripts, fonts.

    Raises ``AssetsMissing`` when the fonts have not been made.
    """
    theme = location.current()
    assets.demand_fonts(theme)
    return theme.digest


@cache
def code_digest() -> str:
    """Return the digest of the Python code with which templates are rendered; it belongs to the builder."""
    made = hashlib.sha256()
    for path in sorted(location.PACKAGE.glob("*.py")):
        made.update(path.name.encode())
        made.update(path.read_bytes())
    return made.hexdigest()
