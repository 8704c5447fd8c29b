"""Mobile telephone numbers: eleven digits that begin with 13 to 19."""

import re
from collections.abc import Iterator

from ..digits import plain
from ..finding import Finding
from ..matching import Span, matches, texts
from ..material import Material
from ..rules import Rule

MOBILE = Rule(
    code="mobile-number",
    title="手机号码",
    why="完整的手机号码是个人信息，未经本人同意不得公开。",
    source="《个人信息保护法》第二十五条；号段见工业和信息化部《电信网编号计划》",
    certainty="law",
    what_to_do="个人的号码请遮盖为 138****1234；是对外公布的办公手机的，由审核人确认。",
    mask="mobile",
)
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])(?<!\d-)(?:\+?86[ -]?)?(1[3-9]\d(?:[ -]?\d{4}){2})(?![0-9A-Za-z]|[.-]\d)",
    re.ASCII,
)


def check(material: Material) -> Iterator[Finding]:
    """Yield mobile numbers; whether one is an office's is for a reviewer to say."""
    yield from matches(MOBILE, texts(material), mobile_numbers)


def mobile_numbers(text: str) -> Iterator[Span]:
    """Yield where mobile numbers stand, without the country's code."""
    return (match.span(1) for match in _NUMBER.finditer(plain(text)))
