"""Reading a word list that an office sends: CSV or XLSX with a line of headings."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from ..reading.zipped import Container
from ..rules import CERTAINTIES
from .keep import WordValues

HEADINGS = {
    "wrong": ("错误写法", "错误", "错词", "敏感词", "错误或敏感的写法", "词语"),
    "right": ("正确写法", "正确", "建议写法", "改为"),
    "is_serious": ("严重", "是否严重"),
    "note": ("说明", "备注"),
    "source": ("依据", "出处"),
    "certainty": ("把握",),
}
YES = frozenset({"是", "严重", "1", "y", "yes", "true", "√"})
NO = frozenset({"", "否", "一般", "0", "n", "no", "false", "×"})
MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 20_000


class BadList(Exception):
    """Raised when nothing of a file can be used; the message is for whoever sent it."""


@dataclass(frozen=True)
class Line:
    """One line of the list: its values, or what is wrong with it."""

    number: int
    values: WordValues | None
    problem: str = ""


def lines_of(name: str, data: bytes) -> list[Line]:
    """Return the lines of the list in ``data``, a file called ``name``. Raises ``BadList``."""
    if len(data) > MOST_BYTES:
        raise BadList(_("文件太大，词表不应超过 5 MB。"))
    rows = [row for row in _rows(name.lower(), data) if any(cell.strip() for cell in row[1])]
    if not rows:
        raise BadList(_("文件是空的。"))
    if len(rows) > MOST_LINES:
        raise BadList(_("词表太长，一次最多 %(most)d 行，请分开导入。") % {"most": MOST_LINES})
    places = _places(rows[0][1])
    return [_line(number, cells, places) for number, cells in rows[1:]]


def _rows(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    if name.endswith(".xlsx"):
        yield from _of_workbook(data)
    elif name.endswith((".csv", ".txt")):
        text = _decoded(data)
        dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
        yield from enumerate(csv.reader(StringIO(text), dialect), 1)
    else:
        raise BadList(_("请上传 XLSX 或 CSV 文件；XLS 请先另存为 XLSX。"))


def _of_workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        Container(data).demand_harmless()
        sheet: Any = load_workbook(BytesIO(data), data_only=True, read_only=True).worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, ["" if cell is None else str(cell) for cell in row]
    except Exception as error:  # openpyxl raises whatever it likes on broken data
        raise BadList(_("文件打不开，可能已损坏，请重新另存为 XLSX 再上传。")) from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadList(_("看不懂文件的编码，请另存为 UTF-8 的 CSV，或用 XLSX。"))


def _places(headings: list[str]) -> dict[str, int]:
    """Return in which column each value stands. Raises ``BadList`` when the words themselves have none."""
    given = [heading.strip() for heading in headings]
    places = {
        name: given.index(known[0])
        for name, headings_of in HEADINGS.items()
        if (known := [heading for heading in headings_of if heading in given])
    }
    if "wrong" not in places:
        raise BadList(
            _("第一行要有表头“错误写法”，另可有：正确写法、严重、说明、依据、把握。现在是：%(given)s。")
            % {"given": "、".join(heading for heading in given if heading) or _("空行")}
        )
    return places


def _line(number: int, cells: list[str], places: dict[str, int]) -> Line:
    said = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
    serious = said.pop("is_serious", "").lower()
    if serious not in YES | NO:
        return Line(number, None, _("“严重”一栏请填是或否，现在是“%(given)s”。") % {"given": serious})
    certainty = _certainty(said.pop("certainty", ""))
    if certainty is None:
        return Line(number, None, _("“把握”一栏请填：%(known)s。") % {"known": "、".join(CERTAINTIES.values())})
    return Line(number, WordValues(**said, is_serious=serious in YES, certainty=certainty))


def _certainty(given: str) -> str | None:
    if not given:
        return "practice"
    return next((code for code, label in CERTAINTIES.items() if given in (code, label)), None)
