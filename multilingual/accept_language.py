"""Which edition a reader's browser asks for (Accept-Language 协商).

The browsers of Kazakh and Mongolian readers in China say ``kk-CN`` and ``mn-CN``: CLDR's likelySubtags make these
Arabic and Mongolian script, where Django would fall back to the Cyrillic ``kk`` and ``mn``.
"""

import re
from collections.abc import Collection

LIKELY = {
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-hans": "zh-hans",
    "zh-hant": "zh-hans",
    "kk-cn": "kk-arab",
    "kk-arab": "kk-arab",
    "mn-cn": "mn-mong",
    "mn-mong": "mn-mong",
    "mvf": "mn-mong",
}
"""Language tag, in lower case → code. The longest prefix of a tag counts. Source: CLDR 48 likelySubtags; readers of
traditional Chinese get the one Chinese edition there is."""

_RANGE = re.compile(r"([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:;q=([01](?:\.\d{0,3})?))?$")
_LONGEST = 1000


def best_match(header: str, codes: Collection[str]) -> str:
    """Return the code among ``codes`` that the ``Accept-Language`` header prefers, or an empty string for none."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:_LONGEST].lower().replace(" ", "").split(",")):
        match = _RANGE.match(part)
        if match and (quality := float(match[2] or 1)) > 0:
            wanted.append((-quality, place, match[1]))
    for _quality, _place, tag in sorted(wanted):
        code = _code_of(tag)
        if code in codes:
            return code
    return ""


def _code_of(tag: str) -> str:
    """Return the code for a tag by its longest known prefix, or an empty string."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        code = LIKELY.get("-".join(parts[:length]))
        if code:
            return code
    return ""
