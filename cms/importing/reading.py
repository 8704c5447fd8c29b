"""Reading a file of documents: one line each, one clear reason for each line that is no good."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

LONGEST_LINE = 32 * 1024 * 1024
LONGEST_TITLE = 255
DATES = ("date_published", "date_written", "version_date")
YEARS = range(1900, 2101)


class Unusable(Exception):
    """Raised for a line that cannot become a document; the message says why."""


@dataclass(frozen=True)
class Record:
    """A usable line: a document of the source."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Malformed:
    """A line that is no good, and why."""

    line: int
    reason: str
    title: str = ""


def read(path: Path) -> Iterator[Record | Malformed]:
    """Yield every line of the JSONL file at ``path``, gzipped or not, in order; blank lines are passed over.

    A bad line never stops the ones after it; a damaged archive ends with one last ``Malformed``.
    """
    seen: dict[str, int] = {}
    line = 0
    try:
        with _open(path) as stream:
            while data := stream.readline(LONGEST_LINE + 1):
                line += 1
                if data.strip():
                    yield _judge(line, data, seen)
                while len(data) > LONGEST_LINE and not data.endswith(b"\n"):
                    data = stream.readline(LONGEST_LINE + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Malformed(line + 1, _("压缩文件已损坏，其后的内容读不出来：%(detail)s") % {"detail": error})


def _open(path: Path) -> IO[bytes]:
    stream = path.open("rb")
    if stream.read(2) == b"\x1f\x8b":
        stream.close()
        return cast("IO[bytes]", gzip.open(path, "rb"))
    stream.seek(0)
    return stream


def _judge(line: int, data: bytes, seen: dict[str, int]) -> Record | Malformed:
    title = ""
    try:
        values = _parse(data)
        title = str(values.get("title") or "")[:LONGEST_TITLE]
        _demand_usable(values)
        identifier = str(values["id"])
        if identifier in seen:
            raise Unusable(_("编号 %(id)s 与第 %(line)d 行重复。") % {"id": identifier, "line": seen[identifier]})
        seen[identifier] = line
    except Unusable as reason:
        return Malformed(line, str(reason), _printable(title))
    return Record(line, values)


def _parse(data: bytes) -> dict[str, Any]:
    if len(data) > LONGEST_LINE:
        raise Unusable(_("这一行超过 %(most)d MB。") % {"most": LONGEST_LINE // 1024 // 1024})
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unusable(_("不是 UTF-8 编码。")) from error
    except (ValueError, RecursionError) as error:
        raise Unusable(_("不是 JSON。")) from error
    if not isinstance(values, dict):
        raise Unusable(_("不是一个 JSON 对象。"))
    return values


def _demand_usable(values: dict[str, Any]) -> None:
    title = values.get("title")
    if not isinstance(title, str) or not title.strip():
        raise Unusable(_("没有标题。"))
    if len(title.strip()) > LONGEST_TITLE:
        raise Unusable(_("标题超过 %(most)d 字。") % {"most": LONGEST_TITLE})
    if not str(values.get("id") or "").strip():
        raise Unusable(_("没有编号（id）。"))
    if not _has_text(values):
        raise Unusable(_("没有正文。"))
    for name in DATES:
        if values.get(name):
            _demand_date(name, values[name])
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Unusable(_("含有残缺的字符。")) from error


def _has_text(values: dict[str, Any]) -> bool:
    if isinstance(values.get("html"), str) and values["html"].strip():
        return True
    body = values.get("body")
    if not isinstance(body, list) or not all(isinstance(part, dict) for part in body):
        return False
    return any(isinstance(part.get("t"), str) and part["t"].strip() for part in body)


def _demand_date(name: str, given: Any) -> None:
    try:
        found = date.fromisoformat(str(given))
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise Unusable(
            _("日期 %(name)s 不对：%(given)s（应为 2025-11-08 的样子）。") % {"name": name, "given": str(given)[:40]}
        )


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
