"""Plain text and CSV, in UTF-8 or the Chinese encodings."""

from .report import DAMAGED, Part, Report


def read_text(data: bytes) -> Report:
    """Return the text of a txt or csv file."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return Report(parts=(Part("正文", data.decode(encoding)),))
        except UnicodeDecodeError:
            continue
    return Report(DAMAGED)
