"""The ledger to take away: JSON lines, which whoever receives them can verify, and a spreadsheet to read."""

import json
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from sites.store import audit
from sites.store.models import AuditEntry

from . import entries
from .entries import Wanted

CHUNK = 2000
MOST_ROWS = 100_000
"""Rows of a spreadsheet at most; more are for the JSON lines, or for several periods."""

COLUMNS = {
    "记录号": 10,
    "时间": 20,
    "人员": 12,
    "账号": 18,
    "角色": 12,
    "来源地址": 16,
    "站点": 20,
    "事项": 48,
    "对象": 40,
    "内容摘要": 20,
    "详情": 40,
    "前链值": 20,
    "链值": 20,
}
"""The spreadsheet's headings, and how wide each column is."""


class TooMany(Exception):
    """Raised when a period holds more entries than a spreadsheet should; the message says what to do."""


@transaction.atomic
def note(wanted: Wanted, *, person: str, role: str, form: str) -> int:
    """Record that ``person`` takes the entries away as ``form``; return the id up to which they go.

    The entry itself is the last that an export of everything holds.
    """
    site = wanted.site or (wanted.sites[0] if wanted.sites and len(wanted.sites) == 1 else "")
    entry = audit.record(person, "export ledger", wanted.described()[:150], site=site, role=role, form=form)
    return int(entry.pk)


def json_lines(wanted: Wanted, upto: int) -> Iterator[bytes]:
    """Yield the entries, oldest first, one JSON object a line.

    ``entry`` is exactly what the chain value covers: SHA-256 of its canonical JSON (keys sorted, no spaces, UTF-8) must
    equal ``chain``, and its ``previous`` the ``chain`` of the entry with the id before.
    """
    for entry in _entries(wanted, upto):
        at = timezone.localtime(entry.at).isoformat(timespec="seconds")
        line = {"id": entry.pk, "time": at, "entry": audit.said_by(entry), "chain": entry.chain}
        yield json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def spreadsheet(wanted: Wanted, upto: int) -> IO[bytes]:
    """Return the entries, oldest first, as an XLSX file opened at its beginning.

    Raises ``TooMany`` for more than ``MOST_ROWS``.
    """
    if wanted.entries().filter(id__lte=upto)[: MOST_ROWS + 1].count() > MOST_ROWS:
        raise TooMany(f"所选范围超过 {MOST_ROWS} 条，请缩短时段，或导出 JSON Lines。")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("操作记录")
    for number, width in enumerate(COLUMNS.values()):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, text) for text in COLUMNS])
    found = _entries(wanted, upto)
    while chunk := list(islice(found, CHUNK)):
        for line in entries.lines_of(chunk):
            sheet.append(_row(line))
    stream = tempfile.TemporaryFile()  # noqa: SIM115  (handed over to the response, which closes it)
    book.save(stream)
    stream.seek(0)
    return stream


def _entries(wanted: Wanted, upto: int) -> Iterator[AuditEntry]:
    return wanted.entries().filter(id__lte=upto).order_by("id").iterator(chunk_size=CHUNK)


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _row(line: entries.Line) -> list[Any]:
    entry = line.entry
    return [
        entry.pk,
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        *map(_plain, (line.person, entry.person, line.role, entry.origin, line.site, line.sentence, entry.subject)),
        entry.digest,
        _plain(json.dumps(entry.detail, ensure_ascii=False, sort_keys=True) if entry.detail else ""),
        entry.previous,
        entry.chain,
    ]


def _plain(text: str) -> str:
    """Return ``text`` without what a spreadsheet cannot hold or would take for a formula."""
    cleaned = "".join(character for character in text if character >= " " or character in "\n\t")[:32000]
    return f"'{cleaned}" if cleaned[:1] in ("=", "+", "-", "@") else cleaned
