"""Cutting a text into runs of one script, so that each is folded by its own rule."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Script = Literal["han", "mongolian", "arabic", "cyrillic", "number", "word"]

_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f\u08a0-\u08ff"
_RUN = re.compile(
    r"(?P<han>[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    r"|(?P<mongolian>[\u1820-\u18aa][\u1820-\u18aa\u180a-\u180f]*)"
    rf"|(?P<arabic>(?:[iі](?=[{_ARABIC}]))?[{_ARABIC}](?:[{_ARABIC}]|[iі](?![a-zа-ӿ]))*)"
    r"|(?P<cyrillic>[\u0400-\u052f]+)"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>(?:(?![0-9_\u0400-\u052f\u1820-\u18aa\u2e80-\u2fdf\u3005\u3007\u3400-\u9fff\uf900-\ufaff"
    rf"\U00020000-\U0003ffff{_ARABIC}])\w)+)"
)


class Run(NamedTuple):
    """A stretch of one script in a normalised text, from ``start`` up to ``end``."""

    script: Script
    text: str
    start: int
    end: int


def runs(normalised: str) -> Iterator[Run]:
    """Yield the runs of a text that has been through ``characters.normalise``, in order."""
    for match in _RUN.finditer(normalised):
        yield Run(match.lastgroup, match.group(), match.start(), match.end())  # type: ignore[arg-type]
