"""Digits of every script and width as plain ones, one for one, so that places in the text stay the same."""

import sys
import unicodedata

_PLAIN = {
    code: str(unicodedata.decimal(chr(code)))
    for code in range(128, sys.maxunicode + 1)
    if unicodedata.category(chr(code)) == "Nd"
} | {ord("Ｘ"): "X", ord("ｘ"): "x", ord("－"): "-", ord("　"): " ", 0x00A0: " "}


def plain(text: str) -> str:
    """Return ``text`` with all digits as 0–9; it is as long as before."""
    return text if text.isascii() else text.translate(_PLAIN)
