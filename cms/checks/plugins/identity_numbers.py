"""Numbers of identity cards (公民身份号码, GB 11643-1999): 18 digits with a check digit, and the old ones of 15."""

import re
from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric

from ..digits import plain
from ..finding import Finding
from ..matching import Span, matches, texts
from ..material import Material
from ..rules import Rule

SOURCE = "《个人信息保护法》第二十五条、第二十八条；校验规则见 GB 11643-1999《公民身份号码》"
MASK = "请遮盖为前 6 位、后 4 位（如 110101********1234）；确属法定公开的，也不应公开完整号码。"

VALID = Rule(
    code="identity-number",
    title="身份证号码",
    why="18 位、日期和校验位都对，是真实可用的身份证号码。公开完整号码侵害个人信息。",
    source=SOURCE,
    certainty="law",
    what_to_do=MASK,
    is_serious=True,
    mask="identity",
)
DOUBTFUL = Rule(
    code="identity-like",
    title="疑似身份证号码（校验位不对）",
    why="位数和出生日期像身份证号码，但校验位不对：可能抄错了一位，也可能是别的编号。",
    source=SOURCE,
    certainty="standard",
    what_to_do=f"是身份证号码的，{MASK}是别的编号的，由审核人确认。",
    mask="identity",
)
OLD = Rule(
    code="identity-number-old",
    title="疑似 15 位旧身份证号码",
    why="位数、地区和出生日期像 15 位的旧身份证号码；旧号码没有校验位，不能确定。",
    source=SOURCE,
    certainty="standard",
    what_to_do="是身份证号码的，请遮盖为前 6 位、后 3 位；是别的编号的，由审核人确认。",
    mask="identity",
)
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
"""First two digits: GB/T 2260 provinces; 83 is Taiwan's residents' permit."""

_GAP = "[ -]?"
_LONG = re.compile(
    rf"(?<![0-9A-Za-z])[1-8]\d{{5}}{_GAP}(?:1[89]|20)\d{{6}}{_GAP}\d{{3}}[\dXx](?![0-9A-Za-z])", re.ASCII
)
_SHORT = re.compile(r"(?<![0-9A-Za-z.-])[1-8]\d{14}(?![0-9A-Za-z.-])", re.ASCII)


def check(material: Material) -> Iterator[Finding]:
    """Yield identity numbers; those whose check digit is right stop the submission."""
    yield from matches(VALID, texts(material), valid_numbers)
    yield from matches(DOUBTFUL, texts(material), doubtful_numbers)
    yield from matches(OLD, texts(material), old_numbers)


def valid_numbers(text: str) -> Iterator[Span]:
    """Yield where numbers of 18 digits stand whose province, date and check digit are right."""
    return (span for span, number in _long_ones(text) if _check_digit(number) == number[-1])


def doubtful_numbers(text: str) -> Iterator[Span]:
    """Yield where numbers stand that are right but for the check digit."""
    return (span for span, number in _long_ones(text) if _check_digit(number) != number[-1])


def old_numbers(text: str) -> Iterator[Span]:
    """Yield where numbers of 15 digits stand whose province and date can be."""
    for match in _SHORT.finditer(plain(text)):
        number = match[0]
        if number[:2] in PROVINCES and _is_date(f"19{number[6:12]}"):
            yield match.span()


def _long_ones(text: str) -> Iterator[tuple[Span, str]]:
    for match in _LONG.finditer(plain(text)):
        number = match[0].replace(" ", "").replace("-", "").upper()
        if number[:2] in PROVINCES and _is_date(number[6:14]):
            yield match.span(), number


def _check_digit(number: str) -> str:
    return str(ric.calc_check_digit(number))


def _is_date(digits: str) -> bool:
    try:
        return date(1880, 1, 1) < date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) < date(2100, 1, 1)
    except ValueError:
        return False
