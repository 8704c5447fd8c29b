"""Material, files and numbers for the tests of this room."""

import zipfile
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook

from cms.checks.finding import Finding
from cms.checks.material import Material, Piece
from cms.checks.run import findings_of
from cms.media.models import Attachment
from cms.pages.content import content_of
from cms.pages.models.base import PublicPage
from sites.store.content import Content

IDENTITY = "11010519491231002X"
"""The example of GB 11643-1999: nobody's."""

CARD = "6222021234567890128"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def material(*texts: str) -> Material:
    """Return material that has these texts as paragraphs."""
    content = Content(
        site="portal",
        language="zh-hans",
        kind="article",
        key="key",
        translation_group="group",
        column="",
        slug="",
        payload={"title": "标题"},
    )
    pieces = tuple(Piece(text, f"正文第{number}段", "body") for number, text in enumerate(texts, 1))
    return Material(content, None, pieces)


def found_in(page: PublicPage) -> list[Finding]:
    """Return what the checks find in the newest draft of ``page``."""
    draft = page.get_latest_revision_as_object()
    return findings_of(draft, content_of(draft))


def codes(findings: list[Finding]) -> set[str]:
    """Return the codes of ``findings``."""
    return {one.code for one in findings}


def attachment(name: str, extension: str, data: bytes, uploader: Any = None) -> Attachment:
    """Return an attachment of the library."""
    made = Attachment(title=name, uploaded_by_user=uploader)
    made.file.save(f"{name}.{extension}", ContentFile(data))
    made.save()
    return made


def workbook(*, hidden: list[list[str]] | None = None, creator: str = "", rows: int = 2, **options: Any) -> bytes:
    """Return an xlsx file with a sheet 公示 and, where asked for, a hidden sheet 底稿."""
    book = Workbook()
    sheet = book.active
    sheet.title = "公示"
    for number in range(rows):
        sheet.append([f"第{number}户", "已补贴"])
    if options.get("hidden_row"):
        sheet.append([options["hidden_row"]])
        sheet.row_dimensions[sheet.max_row].hidden = True
    if options.get("hidden_column"):
        sheet["D1"] = options["hidden_column"]
        sheet.column_dimensions["D"].hidden = True
    if hidden:
        other = book.create_sheet("底稿")
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(row)
    book.properties.creator = creator
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP file with these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return stream.getvalue()


def docx(body: str, **members: str) -> bytes:
    """Return a docx file with this XML as its body's content; ``members`` are further parts below ``word/``."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    for name, content in members.items():
        parts[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{WORD}">{content}</w:{name}>'
    return archive(parts)


def run(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
