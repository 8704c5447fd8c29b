"""Workbooks (xlsx): every sheet, the hidden ones, hidden rows and columns, comments."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from . import limits
from .report import Part, Report
from .zipped import Container, TooLarge


def read_xlsx(data: bytes) -> Report:
    """Return what an xlsx file holds; a row is a line, ``A1`` style addresses are not kept."""
    container = Container(data)
    container.demand_harmless()
    book = load_workbook(BytesIO(data), data_only=True)
    parts: list[Part] = []
    hidden: list[str] = []
    half_hidden: list[str] = []
    comments: list[str] = []
    cells = 0
    for sheet in book.worksheets:
        is_hidden = sheet.sheet_state != "visible"
        hidden += [f"“{sheet.title}”"] if is_hidden else []
        columns = _hidden_columns(sheet)
        rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
        shown: list[str] = []
        concealed: list[str] = []
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells += len(row)
            if cells > limits.CELLS:
                raise TooLarge
            comments += [cell.comment.text for cell in row if cell.comment]
            values = [(cell.column, _text(cell.value)) for cell in row if cell.value is not None]
            target = concealed if number in rows else shown
            if line := "\t".join(text for column, text in values if column not in columns):
                target.append(line)
            if line := "\t".join(text for column, text in values if column in columns):
                concealed.append(line)
        kind = "隐藏工作表" if is_hidden else "工作表"
        parts.append(Part(f"{kind}“{sheet.title}”", "\n".join(shown), is_hidden))
        if concealed:
            half_hidden.append(f"“{sheet.title}”")
            parts.append(Part(f"{kind}“{sheet.title}”的隐藏行列", "\n".join(concealed), True))
    notes = [("hidden sheets", "、".join(hidden))] if hidden else []
    notes += [("hidden rows", "、".join(half_hidden))] if half_hidden else []
    if comments:
        parts.append(Part("批注", "\n".join(comments)))
        notes.append(("comments", f"{len(comments)} 条"))
    return Report(parts=tuple(parts), properties=container.properties(), notes=tuple(notes))


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden:
            first, last = column.min, column.max
            if first is None:
                first = last = range_boundaries(f"{column.index}1")[0]
            hidden.update(range(first, min(last, first + 16_384) + 1))
    return hidden


def _text(value: Any) -> str:
    """Return a cell as people see it: a long number that Excel keeps as a float has no ``.0``."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
