"""Showing a number without giving it away (去标识化)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .matching import Span
from .plugins import bank_cards, identity_numbers, mobile_numbers

STAR = "*"


@dataclass(frozen=True)
class MaskForm:
    """How many digits stay at each end, where that stands, and how sure we are."""

    first: int
    last: int
    source: str
    certainty: str


FORMS = {
    "mobile": MaskForm(3, 4, "公示名单的通行写法 138****1234（如永安市 2023 年的规定）", "practice"),
    "identity": MaskForm(
        6, 4, "公示名单的通行写法：前 6 位、后 4 位；各地不一，永安市 2023 年为前 2 位、后 3 位", "practice"
    ),
    "card": MaskForm(6, 4, "银行卡凭条的通行写法：前 6 位、后 4 位", "practice"),
}
OLD_IDENTITY = MaskForm(6, 3, "15 位旧号码：末 3 位是顺序码", "own")

FINDERS: tuple[tuple[str, Callable[[str], Iterable[Span]]], ...] = (
    ("identity", identity_numbers.valid_numbers),
    ("identity", identity_numbers.doubtful_numbers),
    ("card", bank_cards.card_numbers),
    ("card", bank_cards.likely_numbers),
    ("identity", identity_numbers.old_numbers),
    ("mobile", mobile_numbers.mobile_numbers),
)
"""What is looked for, the surest first: a place belongs to the first that finds it."""


def mask_number(number: str, form: str) -> str:
    """Return ``number`` with the digits between its ends as stars; what stands between digits stays."""
    places = [at for at, character in enumerate(number) if character.isdigit() or character in "XxＸｘ*"]
    chosen = OLD_IDENTITY if form == "identity" and len(places) == 15 else FORMS[form]
    hidden = set(places[chosen.first : len(places) - chosen.last])
    return "".join(STAR if at in hidden else character for at, character in enumerate(number))


def mask_text(text: str, wanted: str = "") -> str:
    """Return ``text`` with its numbers masked: only ``wanted``, as it stands there, or all of them."""
    places: list[tuple[Span, str]] = []
    for form, find in FINDERS:
        for start, end in find(text):
            if not any(start < taken[1] and taken[0] < end for taken, _ in places):
                places.append(((start, end), form))
    for (start, end), form in sorted(places, reverse=True):
        if not wanted or text[start:end] == wanted:
            text = text[:start] + mask_number(text[start:end], form) + text[end:]
    return text
