"""Names of attachments as readers see them."""

import re
import unicodedata

LONGEST = 120
"""Characters kept of a name: 255 bytes, the limit of common file systems, hold 85 Chinese characters or more."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')


def clean_name(name: str, extension: str = "") -> str:
    """Return ``name`` without its ending and without what no file name may hold.

    Control and direction-turning characters go, slashes and the like become spaces, spaces join. An empty rest
    becomes 附件.
    """
    kept = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    kept = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", kept))
    if extension and kept.lower().endswith(f".{extension}"):
        kept = kept[: -len(extension) - 1]
    kept = " ".join(kept.split()).strip(". ")
    return kept[:LONGEST].strip(". ") or "附件"


def download_name(title: str, extension: str) -> str:
    """Return the file name that a download of ``title`` carries."""
    name = clean_name(title, extension)
    return f"{name}.{extension}" if extension else name
