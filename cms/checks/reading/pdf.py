"""PDF: the text layer, page by page; a page without one is an image that nobody can check here."""

from io import BytesIO

from pypdf import PdfReader

from . import limits
from .report import Part, Report
from .zipped import Encrypted

PROPERTIES = {
    "/Author": "作者",
    "/Title": "标题",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/Company": "单位",
}


def read_pdf(data: bytes) -> Report:
    """Return what a PDF file holds. Raises ``Encrypted`` when a password is needed to read it."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Encrypted
    parts, bare = [], []
    for number, page in enumerate(reader.pages[: limits.PAGES], 1):
        text = page.extract_text() or ""
        parts.append(Part(f"第{number}页", text))
        if not text.strip() and _has_picture(page):
            bare.append(str(number))
    notes = []
    if not any(part.text.strip() for part in parts):
        notes.append(("no text layer", ""))
    elif bare:
        notes.append(("pages without text", "、".join(bare[:20]) + ("…" if len(bare) > 20 else "")))
    if len(reader.pages) > limits.PAGES:
        notes.append(("cut", ""))
    about = dict(reader.metadata or {})
    told = {label: str(about.get(key) or "").strip() for key, label in PROPERTIES.items()}
    found = {label: value for label, value in told.items() if value}
    return Report(parts=tuple(parts), properties=found, notes=tuple(notes))


def _has_picture(page: object) -> bool:
    resources = page.get("/Resources") or {}  # type: ignore[attr-defined]
    return bool(resources.get_object().get("/XObject") if hasattr(resources, "get_object") else resources)
