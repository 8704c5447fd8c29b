"""Old workbooks (xls, et): every sheet, hidden ones, hidden rows and columns, notes."""

import xlrd

from . import limits
from .ole import properties_of
from .report import Part, Report
from .zipped import Encrypted, TooLarge


def read_xls(data: bytes) -> Report:
    """Return what an xls file holds."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Encrypted from error
        raise
    parts, hidden, half_hidden, comments, cells = [], [], [], [], 0
    for sheet in book.sheets():
        is_hidden = sheet.visibility != 0
        hidden += [f"“{sheet.name}”"] if is_hidden else []
        rows = {number for number, row in sheet.rowinfo_map.items() if row.hidden}
        columns = {number for number, column in sheet.colinfo_map.items() if column.hidden}
        cells += sheet.nrows * sheet.ncols
        if cells > limits.CELLS:
            raise TooLarge
        shown: list[str] = []
        concealed: list[str] = []
        for number in range(sheet.nrows):
            values = [(at, _text(value)) for at, value in enumerate(sheet.row_values(number)) if value != ""]
            if line := "\t".join(text for at, text in values if at not in columns):
                (concealed if number in rows else shown).append(line)
            if line := "\t".join(text for at, text in values if at in columns):
                concealed.append(line)
        kind = "隐藏工作表" if is_hidden else "工作表"
        parts.append(Part(f"{kind}“{sheet.name}”", "\n".join(shown), is_hidden))
        if concealed:
            half_hidden.append(f"“{sheet.name}”")
            parts.append(Part(f"{kind}“{sheet.name}”的隐藏行列", "\n".join(concealed), True))
        comments += [note.text for note in sheet.cell_note_map.values() if note.text]
    notes = [("hidden sheets", "、".join(hidden))] if hidden else []
    notes += [("hidden rows", "、".join(half_hidden))] if half_hidden else []
    if comments:
        parts.append(Part("批注", "\n".join(comments)))
        notes.append(("comments", f"{len(comments)} 条"))
    return Report(parts=tuple(parts), properties=properties_of(data), notes=tuple(notes))


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
