"""Which reader reads which kind of file."""

from collections.abc import Callable

from . import limits
from .doc import read_doc
from .docx import read_docx
from .ofd import read_ofd
from .pdf import read_pdf
from .pptx import read_pptx
from .report import DAMAGED, ENCRYPTED, TOO_LARGE, UNSUPPORTED, Part, Report
from .text import read_text
from .xls import read_xls
from .xlsx import read_xlsx
from .zipped import Encrypted, TooLarge

BY_EXTENSION: dict[str, Callable[[bytes], Report]] = {
    "docx": read_docx,
    "pptx": read_pptx,
    "xlsx": read_xlsx,
    "ofd": read_ofd,
    "pdf": read_pdf,
    "doc": read_doc,
    "wps": read_doc,
    "xls": read_xls,
    "et": read_xls,
    "txt": read_text,
    "csv": read_text,
}
"""ppt and dps are missing: no kept library reads them, and what cannot be read is said to be so."""


def read(data: bytes, extension: str) -> Report:
    """Return what can be read of ``data``, a file with this ``extension``; nothing in it makes this fail."""
    reader = BY_EXTENSION.get(extension)
    if reader is None:
        return Report(UNSUPPORTED)
    try:
        return _shortened(reader(data))
    except (TooLarge, MemoryError):
        return Report(TOO_LARGE)
    except Encrypted:
        return Report(ENCRYPTED)
    except Exception:  # parsers raise whatever they like on broken data
        return Report(DAMAGED)


def _shortened(report: Report) -> Report:
    left, parts = limits.CHARACTERS, []
    for part in report.parts:
        parts.append(Part(part.name, part.text[:left], part.is_hidden))
        left -= len(parts[-1].text)
    is_cut = sum(len(part.text) for part in report.parts) > limits.CHARACTERS
    notes = (*report.notes, ("cut", "")) if is_cut else report.notes
    return Report(report.state, tuple(part for part in parts if part.text), report.properties, notes)
