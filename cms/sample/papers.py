"""The files that sample documents carry: plain Word documents, always the same bytes."""

import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MEDIA = "application/vnd.openxmlformats-"

_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_MEDIA}package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MEDIA}officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def docx(title: str, lines: Iterable[str]) -> bytes:
    """Return a Word document (ECMA-376) with a centred ``title`` and a paragraph for each line."""
    paragraphs = "".join(_paragraph(line) for line in lines)
    body = f"{_paragraph(title, is_title=True)}{paragraphs}"
    document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    members = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def _paragraph(text: str, *, is_title: bool = False) -> str:
    layout = '<w:pPr><w:jc w:val="center"/></w:pPr>' if is_title else ""
    look = '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>' if is_title else '<w:rPr><w:sz w:val="28"/></w:rPr>'
    return f'<w:p>{layout}<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
