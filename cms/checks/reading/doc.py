"""Old Word documents (doc, wps): the text by the piece table of [MS-DOC] 2.4.1; olefile opens the container.

No well-kept library for Python reads the text of these; the published format is simple in this one respect.
"""

import re
import struct
from io import BytesIO

import olefile

from .ole import properties_of
from .report import Part, Report
from .zipped import Encrypted

ENCRYPTED_FLAG = 0x0100
TABLE_FLAG = 0x0200
STORIES = ((0x4C, "正文"), (0x50, "脚注"), (0x54, "页眉页脚"), (0x5C, "批注"), (0x60, "尾注"), (0x64, "文本框"))
"""Offsets in FibRgLw97 of the lengths of the document's stories, in the order in which they follow each other."""

CLX = 0x01A2
PIECES = 2
_PROPERTIES = 1
_COMPRESSED = 1 << 30
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_doc(data: bytes) -> Report:
    """Return what a doc file holds. Raises ``Encrypted``, or whatever a broken file leads to."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        word = container.openstream("WordDocument").read()
        (flags,) = struct.unpack_from("<H", word, 0x0A)
        if flags & ENCRYPTED_FLAG:
            raise Encrypted
        table = container.openstream("1Table" if flags & TABLE_FLAG else "0Table").read()
    text = _text_of(word, table)
    parts, start = [], 0
    for offset, name in STORIES:
        (length,) = struct.unpack_from("<i", word, offset)
        if length > 0:
            parts.append(Part(name, _plain(text[start : start + length])))
            start += length
    has_comments = any(part.name == "批注" and part.text for part in parts)
    notes = (("comments", ""),) if has_comments else ()
    return Report(parts=tuple(parts), properties=properties_of(data), notes=notes)


def _text_of(word: bytes, table: bytes) -> str:
    offset, length = struct.unpack_from("<II", word, CLX)
    clx = table[offset : offset + length]
    at = 0
    while clx[at] == _PROPERTIES:
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if clx[at] != PIECES:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (size - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", plc, 0)
    found = []
    for number in range(count):
        (where,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        characters = positions[number + 1] - positions[number]
        if where & _COMPRESSED:
            begin = (where & ~_COMPRESSED) // 2
            found.append(word[begin : begin + characters].decode("cp1252", "replace"))
        else:
            found.append(word[where : where + 2 * characters].decode("utf-16-le", "replace"))
    return "".join(found)


def _plain(text: str) -> str:
    """Return a story without field codes; paragraphs, cells and line breaks end lines."""
    while (shorter := _FIELD_CODE.sub("", text)) != text:
        text = shorter
    text = text.replace("\x07", "\t").replace("\x0b", "\n").replace("\x0c", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in _CONTROL.sub("", text).split("\n") if line.strip())
