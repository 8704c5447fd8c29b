"""One character at a time: what every script shares before its own rule applies.

Each character maps by itself, whatever stands beside it; that is why any piece of a text folds exactly as it does
inside the whole text, and why a hit can be traced back to the original characters.
"""

import unicodedata
from functools import cache
from itertools import chain

import opencc

from . import menksoft

MVS = 0x180E
FREE_VARIATION_SELECTORS = frozenset({0x180B, 0x180C, 0x180D, 0x180F})
NIRUGU = 0x180A

SIMPLIFIED_BY_CONTEXT = dict(
    zip("瞭乾著徵藉夥於餘馀鍾锺麽儘妳甦閤摺", "了干着征借伙于余余钟钟么尽你苏合折", strict=True)
)
"""Traditional characters that OpenCC converts only inside some words; folded always, or 瞭 would miss 瞭解."""

KAZAKH = {
    0x0675: "ا",
    0x0676: "و",
    0x0677: "ۇ",
    0x0678: "ى",
    **dict.fromkeys((0x0621, 0x0640, 0x0654, 0x0670, 0x0674), ""),
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "ئ"), "ى"),
    **dict.fromkeys(map(ord, "ؤ"), "و"),
    **dict.fromkeys(map(ord, "هہۀةۂۃ"), "ە"),
    **dict.fromkeys(map(ord, "کڪ"), "ك"),
    **dict.fromkeys(map(ord, "ی"), "ي"),
    **dict.fromkeys(map(ord, "ۈ"), "ۇ"),
    **dict.fromkeys(map(ord, "ۅ"), "ۋ"),
    **dict.fromkeys(map(ord, "ھ"), "ح"),
}
"""Arabic letters to the Kazakh skeleton: no hamza, one letter for each of the look-alikes of other keyboards."""


class _Table(dict[int, str]):
    """A translation table for ``str.translate`` that fills itself as characters turn up."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        self[code] = folded
        return folded


def normalise(text: str) -> str:
    """Return ``text`` with every character in its search form; a second run changes nothing."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)


def normalise_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the search form of ``text``, which must be in NFC, and where each of its characters came from.

    The list holds, for each character of the search form, the index of the original character.
    """
    pieces = [_TABLE[ord(character)] for character in text]
    return "".join(pieces), list(chain.from_iterable([i] * len(piece) for i, piece in enumerate(pieces)))


def _fold(character: str) -> str:
    folded = character
    for _round in range(4):
        again = "".join(map(_fold_once, folded))
        if again == folded:
            break
        folded = again
    return folded


def _fold_once(character: str) -> str:
    code = ord(character)
    if code in menksoft.LETTERS:
        return menksoft.LETTERS[code]
    if code in (MVS, NIRUGU) or code in FREE_VARIATION_SELECTORS:
        return character
    if code in KAZAKH:
        return KAZAKH[code]
    if 0x1800 <= code <= 0x1809 or 0x11660 <= code <= 0x1166C:
        return " "
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in {"Cf", "Cs"} or (category == "Mn" and _is_ignored_mark(code)):
        return ""
    if _is_latin(code):
        decomposed = unicodedata.normalize("NFKD", character)
        return "".join(part for part in decomposed if not unicodedata.combining(part)).lower()
    return "".join(_simplified(part) for part in unicodedata.normalize("NFKC", character).lower())


def _is_ignored_mark(code: int) -> bool:
    """Accents, Arabic vowel signs and variation selectors."""
    return 0x0300 <= code <= 0x036F or 0x0610 <= code <= 0x06ED or 0xFE00 <= code <= 0xFE0F or code >= 0xE0100


def _is_latin(code: int) -> bool:
    return 0xC0 <= code <= 0x24F or 0x1E00 <= code <= 0x1EFF


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(character: str) -> str:
    if character < "\u2e80":
        return character
    return SIMPLIFIED_BY_CONTEXT.get(character) or str(_converter().convert(character))


_TABLE = _Table()
