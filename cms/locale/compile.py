"""Compile the message catalogues: ``python -m cms.locale.compile``.

Writes a ``.mo`` file beside each ``.po`` file, in GNU gettext's binary form, without the gettext tools.
"""

import ast
import os
import re
import struct
from pathlib import Path

FOLDER = Path(__file__).parent
_MAGIC = 0x950412DE
_HEADER = 7
"""The 32-bit words of a catalogue's head."""
_ENTRY = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])? (".*")')


class Unreadable(ValueError):
    """Raised when a line is not of the catalogue form."""


def messages(text: str) -> dict[str, str]:
    """Return the translated messages of a ``.po`` file's text: gettext's key to the translation.

    Raises ``Unreadable`` for a line that it does not understand.
    """
    found: dict[str, str] = {}
    entry: dict[str, str] = {}
    word = ""
    for number, line in enumerate([*text.splitlines(), 'msgid ""'], start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _ENTRY.fullmatch(line.strip())
        if match:
            starts = match[1] in ("msgctxt", "msgid") and word == "msgstr"
            if starts:
                found |= _message(entry)
                entry = {}
            word = match[1]
            entry[word] = f"{entry[word]}\0" if word in entry else ""
        elif not (word and line.startswith('"')):
            raise Unreadable(f"line {number}: {line}")
        entry[word] += ast.literal_eval(match[2] if match else line.strip())
    return found


def binary(catalogue: dict[str, str]) -> bytes:
    """Return a catalogue in gettext's binary form: its keys in order, then their translations."""
    pairs = sorted((key.encode(), value.encode()) for key, value in catalogue.items())
    table = struct.calcsize(f"{_HEADER}I")
    words = struct.calcsize("2I") * len(pairs)
    position = table + 2 * words
    index, data = [], b""
    for side in (0, 1):
        for pair in pairs:
            index += [len(pair[side]), position + len(data)]
            data += pair[side] + b"\0"
    head = struct.pack(f"<{_HEADER}I", _MAGIC, 0, len(pairs), table, table + words, 0, position)
    return head + struct.pack(f"<{len(index)}I", *index) + data


def compile_all(folder: Path = FOLDER) -> int:
    """Compile every catalogue below ``folder`` that is newer than its binary; return how many were."""
    count = 0
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(binary(messages(source.read_text(encoding="utf-8"))))
        unfinished.replace(target)
        count += 1
    return count


def _message(entry: dict[str, str]) -> dict[str, str]:
    key = entry["msgid"]
    if "msgctxt" in entry:
        key = f"{entry['msgctxt']}\4{key}"
    if "msgid_plural" in entry:
        key = f"{key}\0{entry['msgid_plural']}"
    return {key: entry["msgstr"]} if entry["msgstr"] else {}


if __name__ == "__main__":
    compile_all()
