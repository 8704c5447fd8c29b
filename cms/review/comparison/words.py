"""The words of a paragraph that were taken out or put in."""

import re
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch

Change = Literal["same", "gone", "new"]

SECONDS = 0.3
"""How long one paragraph may be searched for the shortest description of its change."""

_WORD = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"  # a Chinese character is a word of its own
    r"|[\w\u180b-\u180f\u200c\u200d\u202f]+"  # Mongolian words hold selectors and narrow spaces
    r"|.",
    re.DOTALL,
)
_FIRST = 0x10000
_CHANGES: dict[int, Change] = {-1: "gone", 0: "same", 1: "new"}


@dataclass(frozen=True)
class Run:
    """Words that follow one another and are all the same, all gone or all new."""

    text: str
    change: Change = "same"


def runs(before: str, after: str) -> tuple[Run, ...]:
    """Return both texts as one, changes marked; never is a word of any script marked in part."""
    words: list[str] = []
    places: dict[str, int] = {}
    engine = diff_match_patch()
    engine.Diff_Timeout = SECONDS
    found = engine.diff_main(_coded(before, words, places), _coded(after, words, places), False)
    engine.diff_cleanupSemantic(found)
    return tuple(
        Run("".join(words[ord(letter) - _FIRST] for letter in text), _CHANGES[operation]) for operation, text in found
    )


def _coded(text: str, words: list[str], places: dict[str, int]) -> str:
    """Return ``text`` with one character for each word, noted in ``words``."""
    letters = []
    for word in _WORD.findall(text):
        if word not in places:
            places[word] = len(words)
            words.append(word)
        letters.append(chr(_FIRST + places[word]))
    return "".join(letters)
