"""What a file is, by its content: the ending is only a claim."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import limits
from .file_kinds import BY_CONTENT, EXTENSIONS_TEXT

PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {
    "ole-word": ("WordDocument",),
    "ole-sheet": ("Workbook", "Book"),
    "ole-slides": ("PowerPoint Document",),
}
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}

ZIP_PARTS = {
    "ooxml-word": "word/document.xml",
    "ooxml-sheet": "xl/workbook.xml",
    "ooxml-slides": "ppt/presentation.xml",
    "ofd": "OFD.xml",
}


def demand_kind(name: str, data: bytes) -> str:
    """Return the ending of a file called ``name`` that holds ``data``.

    Raises ``ValidationError`` with a sentence for the uploader when its content is not of an allowed kind or
    does not fit its ending.
    """
    if not data:
        raise ValidationError(_("文件是空的，请换一个文件。"))
    if len(data) > limits.ATTACHMENT_BYTES.value:
        raise ValidationError(
            _("文件太大，最大 %(most)d MB。") % {"most": limits.ATTACHMENT_BYTES.value // limits.MEBIBYTE}
        )
    extension = PurePosixPath(name.lower()).suffix.removeprefix(".")
    kind = BY_CONTENT[_content_of(data, extension)]
    if extension not in kind.extensions:
        raise ValidationError(
            _("文件名的后缀是“%(given)s”，内容却是 %(label)s（%(right)s），请核对后再上传。")
            % {"given": extension, "label": kind.label, "right": "、".join(kind.extensions)}
        )
    return extension


def _content_of(data: bytes, extension: str) -> str:
    if data.startswith(PROGRAMS):
        raise ValidationError(_("不接受程序文件或脚本。"))
    if data.startswith(PICTURES) or data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        raise ValidationError(_("这是图片或影音，不能作附件；图片请上传到图片库，会自动去除拍摄信息。"))
    if b"%PDF-" in data[:1024]:
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith(ARCHIVES):
        raise ValidationError(_("不接受压缩包，请把其中的文件分别上传。"))
    return _text(data, extension)


def _pdf(data: bytes) -> str:
    if b"startxref" not in data:
        raise ValidationError(_("PDF 文件不完整，请重新导出后再上传。"))
    if b"/JavaScript" in data or b"/Launch" in data:
        raise ValidationError(_("PDF 文件里带有脚本或启动程序的动作，请另存为不带脚本的 PDF。"))
    return "pdf"


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            if sum(member.file_size for member in members.values()) > limits.ATTACHMENT_UNPACKED_BYTES.value:
                raise ValidationError(_("文件解开后过大，不能接受。"))
            content = next((kind for kind, part in ZIP_PARTS.items() if part in members), "")
            if not content:
                raise ValidationError(_("不接受压缩包，请把其中的文件分别上传。"))
            if archive.testzip() is not None:
                raise ValidationError(_("文件已损坏，请换一个文件。"))
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in members else b""
    except ValidationError:
        raise
    except Exception as error:  # zipfile and its decompressors raise many kinds on broken data
        raise ValidationError(_("文件已损坏，请换一个文件。")) from error
    if b"macroEnabled" in types or any(_is_macro(part) for part in members):
        raise _with_macro()
    return content


def _is_macro(part: str) -> bool:
    return part.lower().endswith("vbaproject.bin") or "/activex/" in part.lower()


def _ole(data: bytes) -> str:
    if _has_stream(data, "_VBA_PROJECT"):
        raise _with_macro()
    if _has_stream(data, "EncryptedPackage"):
        raise ValidationError(_("文件加了打开密码，读者无法阅读，请去掉密码后再上传。"))
    for content, streams in OLE_STREAMS.items():
        if any(_has_stream(data, stream) for stream in streams):
            return content
    raise _not_allowed()


def _has_stream(data: bytes, stream: str) -> bool:
    """Return whether an OLE directory entry has this name: UTF-16, closed by a zero."""
    return stream.encode("utf-16-le") + b"\0\0" in data


def _with_macro() -> ValidationError:
    return ValidationError(_("文件里带有宏或控件，请另存为不带宏的格式再上传。"))


def _text(data: bytes, extension: str) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<") or any(mark in head for mark in (b"<svg", b"<html", b"<script", b"<!doctype")):
        raise ValidationError(_("不接受网页或 SVG 文件，请转为 PDF 或 Word 再上传。"))
    if extension not in BY_CONTENT["text"].extensions or not _is_readable(data):
        raise _not_allowed()
    return "text"


def _is_readable(data: bytes) -> bool:
    if not _CONTROLS.isdisjoint(data):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _not_allowed() -> ValidationError:
    return ValidationError(_("不接受这种文件。可上传：%(kinds)s。") % {"kinds": EXTENSIONS_TEXT})
