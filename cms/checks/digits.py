"""Digits of every script and width as plain ones, one for one, so that places in the text stay the same."""

import re
import sys
import unicodedata

_PLAIN = {
    code: str(unicodedata.decimal(chr(code)))
    for code in range(128, sys.maxunicode + 1)
    if unicodedata.category(chr(code)) == "Nd"
} | {ord("Ｘ"): "X", ord("ｘ"): "x", ord("－"): "-", ord("　"): " ", 0x00A0: " "}
_LONG = re.compile(r"\d(?:[ \u00a0\u3000\-－]?\d){10}")


def plain(text: str) -> str:
    """Return ``text`` with all digits as 0–9, as long as before; empty when no number of eleven digits is in it."""
    if not _LONG.search(text):
        return ""
    return text if text.isascii() else text.translate(_PLAIN)
