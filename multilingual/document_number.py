"""Document numbers of official papers (发文字号), in one form: ``国办发〔2017〕47号``.

GB/T 9704-2012 7.2.5: the year stands in full in six-sided brackets 〔〕, the serial number has no leading
zeros (不编虚位) and no 第. Orders and announcements (令、公告) are numbered otherwise, ``国务院令第656号``; they have
no parts that could be put in order and are kept as they are written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKETS = (r"[〔\[(【{〈]", r"[〕\])】}〉]")
_YEAR = r"\s*(?P<year>(?:19|20)\d\d)\s*年?\s*"
_SERIAL = r"\s*第?\s*0*(?P<number>[1-9]\d{0,5})\s*号"
_TAIL = _BRACKETS[0] + _YEAR + _BRACKETS[1] + _SERIAL
_LETTER = r"A-Za-z\u3400-\u4dbf\u4e00-\u9fff〇·"
_WHOLE = re.compile(rf"\s*(?P<org>[{_LETTER}][{_LETTER}\s]*?)\s*{_TAIL}\s*")
_OTHER = re.compile(
    rf"(?P<before>(?:[{_LETTER}\d\-—、]|\([{_LETTER}\d]+\)|〔[{_LETTER}\d]+〕)*?)"
    r"(?P<ordinal>第?)(?:0*(?P<number>[1-9]\d{0,5}(?:[-—]\d{1,3})?)|(?P<words>[〇零一二三四五六七八九十百千]{1,9}))号"
)
_BARE = re.compile(rf"{_BRACKETS[0]}{_YEAR}{_BRACKETS[1]}")
_WIDE = str.maketrans({"(": "（", ")": "）"})
_IN_TEXT = re.compile(_TAIL)
_ORG_BEFORE = re.compile(rf"[{_LETTER}]{{1,20}}\s?\Z")
_LONGEST_ORG = 21


@dataclass(frozen=True)
class DocumentNumber:
    """The parts of a document number: the issuing organ's mark (发文机关代字), the year, the serial number."""

    org: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.org}〔{self.year}〕{self.number}号"


@dataclass(frozen=True)
class Occurrence:
    """A document number in running text, from ``start`` up to ``end``; its ``org`` may have words before it."""

    start: int
    end: int
    value: DocumentNumber


def parse(text: str) -> DocumentNumber | None:
    """Return the parts of ``text`` if it is one document number in any usual spelling, else None.

    Any brackets, full-width characters, spaces, 第 and leading zeros are accepted.
    """
    match = _WHOLE.fullmatch(_normal(text))
    if match is None:
        return None
    return DocumentNumber(re.sub(r"\s+", "", match["org"]), int(match["year"]), int(match["number"]))


def canonical(text: str) -> str:
    """Return ``text`` as ``国办发〔2017〕47号``; text that is no such number comes back trimmed, else unchanged."""
    found = parse(text)
    return str(found) if found else text.strip()


def accepted(text: str) -> str | None:
    """Return the form in which a document number that somebody has typed is kept; None if ``text`` is none.

    That is the canonical form; for other real numbers (``国务院令第656号``, ``公告2023年第12号``) it is the text
    without spaces and leading zeros.
    """
    found = parse(text)
    if found:
        return str(found)
    match = _OTHER.fullmatch(re.sub(r"\s+", "", _normal(text)))
    if match is None or _BARE.match(match["before"]) or not (match["before"] or match["ordinal"]):
        return None
    return f"{match['before']}{match['ordinal']}{match['number'] or match['words']}号".translate(_WIDE)


def find(text: str) -> Iterator[Occurrence]:
    """Yield the document numbers in running text that has been through NFKC.

    The organ's mark cannot be told from the words before it, so ``org`` may begin too early and may be empty.
    """
    free = 0
    for match in _IN_TEXT.finditer(text):
        before = _ORG_BEFORE.search(text, max(free, match.start() - _LONGEST_ORG), match.start())
        org = before.group().strip() if before else ""
        start = before.start() if before else match.start()
        yield Occurrence(start, match.end(), DocumentNumber(org, int(match["year"]), int(match["number"])))
        free = match.end()


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
