"""Mongolian script for search: letters, drawn shape and folded shape (传统蒙古文检索键).

The encoding follows the sound, and many spellings look the same on paper: "Inner Mongolia" stood in four spellings
on five pages. Three keys are indexed, each with a prefix of its own: ``e_`` the letters without selectors, ``s_`` the
drawn shape (UTN #57, by mongol-norm), ``f_`` the shape with the look-alike units merged and the case ending taken off.
"""

import re
from functools import cache, lru_cache

from mongol_norm import MongolianShaper

SELECTORS = dict.fromkeys((0x180A, 0x180B, 0x180C, 0x180D, 0x180F))
"""Nirugu and free variation selectors: they choose a form, they are no letters."""

MVS = "\u180e"
_SUFFIX_BREAK = re.compile("\u180e+(?![\u1820\u1821][\u180b-\u180d\u180f]*$)")
"""A vowel separator that joins a suffix; before a final a or e it belongs to the word."""

_SUFFIX_ROWS = (
    "ᠶᠢᠨ ᠤᠨ ᠦᠨ ᠤ ᠦ ᠢ ᠶᠢ ᠳᠤ ᠳᠦ ᠲᠤ ᠲᠦ ᠳᠤᠷ ᠲᠤᠷ",
    "ᠳᠠᠬᠢ ᠠᠴᠠ ᠡᠴᠡ ᠪᠠᠷ ᠪᠡᠷ ᠢᠶᠠᠷ ᠢᠶᠡᠷ ᠲᠠᠢ ᠲᠡᠢ ᠯᠤᠭᠠ ᠯᠦᠭᠡ ᠪᠠᠨ ᠪᠡᠨ",
    "ᠢᠶᠠᠨ ᠢᠶᠡᠨ ᠳᠠᠭᠠᠨ ᠳᠡᠭᠡᠨ ᠠᠴᠠᠭᠠᠨ ᠡᠴᠡᠭᠡᠨ ᠤᠳ ᠦᠳ ᠨᠤᠭᠤᠳ ᠨᠦᠭᠦᠳ ᠵᠢᠨ ᠵᠢ",
)
SUFFIXES = frozenset(suffix for row in _SUFFIX_ROWS for suffix in row.split())
"""Case, plural and reflexive endings as they stand alone.

Source: five official pages; certainty: an editor should confirm.
"""

MERGED = {
    "Aa": "A",
    "N": "A",
    "H": "AA",
    "Hx": "AA",
    "Gx": "G",
    "U": "O",
    "Ux": "O",
    "Ue": "OI",
    "T": "D",
    "Dd": "D",
    "Y": "I",
    "J": "I",
    "Ix": "I",
    "Sz": "S",
    "B2": "B",
    "Mvs": "",
    "Nirugu": "",
    "Zwj": "",
}
"""Drawn units that writers and fonts do not keep apart, each with the units it counts as."""

_SHORTEST_STEM = 4
_REPEATED_UNIT = re.compile("I{2,}|O{2,}")


def words(run: str) -> list[str]:
    """Return the words and detached suffixes of a run, split where a vowel separator joins a suffix."""
    return [word.strip(MVS) for word in _SUFFIX_BREAK.split(run) if word.strip(MVS)]


def is_suffix(word: str) -> bool:
    """Whether ``word`` is an ending that stands alone."""
    return exact(word) in SUFFIXES


def exact(word: str) -> str:
    """Return the letters of ``word``."""
    return word.translate(SELECTORS).replace(MVS, "")


def index_tokens(run: str) -> list[str]:
    """Return the keys of every word of a run; detached suffixes get their letters only."""
    tokens: list[str] = []
    for word in words(run):
        tokens += [f"e_{exact(word)}"] if is_suffix(word) else keys(word)
    return tokens


@lru_cache(maxsize=50_000)
def keys(word: str) -> list[str]:
    """Return the exact, shape and folded keys of one word, the best first, each once.

    The folded keys are made with and without the word's selectors, which many writers leave out, and with and
    without its ending.
    """
    letters = exact(word)
    shapes = [_shape(word)]
    if word != letters:
        shapes.append(_shape(word.translate(SELECTORS)))
    found = {f"e_{letters}": None}
    if shapes[0]:
        found[f"s_{'_'.join(shapes[0]).lower()}"] = None
    for shape in shapes:
        folded = _folded(shape)
        stem = _without_ending(folded)
        found |= dict.fromkeys(f"f_{form.lower()}" for form in (folded, stem) if form)
    return list(found)


@cache
def _shaper() -> MongolianShaper:
    return MongolianShaper(locale="MNG")


def _shape(word: str) -> list[str]:
    try:
        return list(_shaper().shape(word))
    except ValueError:  # a letter of Todo, Sibe or Manchu: no Hudum shape
        return []


def _folded(shape: list[str]) -> str:
    """Return the units of ``shape`` merged; names of several letters are set off, so that none run together."""
    merged = "".join(MERGED.get(unit, unit if len(unit) == 1 else f".{unit}.") for unit in shape)
    return _REPEATED_UNIT.sub(lambda match: match[0][0], merged).replace(".", "_")


@cache
def _endings() -> list[str]:
    """Return the suffixes as they look when written on to a word, the longest first."""
    base = "ᠪᠠᠯ"
    start = _folded(_shape(base))
    joined = {_folded(_shape(base + suffix)).removeprefix(start) for suffix in SUFFIXES}
    return sorted(joined - {""}, key=lambda ending: (-len(ending), ending))


def _without_ending(folded: str) -> str:
    for ending in _endings():
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            return folded.removesuffix(ending)
    return folded
