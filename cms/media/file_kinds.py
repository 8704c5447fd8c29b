"""Which kinds of files may be attached, as data; what is not listed is refused."""

from dataclasses import dataclass

OFFICE = "What 政府网站 offer for download in practice: Word, Excel and PDF in samples of real attachments."
NATIONAL = "GB/T 33190-2016 电子文件存储与交换格式 版式文档 (OFD)"
DOMESTIC = "WPS Office's own formats; the same OLE containers as Word, Excel and PowerPoint."


@dataclass(frozen=True)
class FileKind:
    """One kind of content and the endings a file of it may carry."""

    content: str
    label: str
    extensions: tuple[str, ...]
    source: str
    certainty: str


KINDS: tuple[FileKind, ...] = (
    FileKind("pdf", "PDF", ("pdf",), OFFICE, "measured"),
    FileKind("ofd", "OFD", ("ofd",), NATIONAL, "standard"),
    FileKind("ooxml-word", "Word", ("docx",), OFFICE, "measured"),
    FileKind("ooxml-sheet", "Excel", ("xlsx",), OFFICE, "measured"),
    FileKind("ooxml-slides", "PowerPoint", ("pptx",), OFFICE, "assumed"),
    FileKind("ole-word", "Word", ("doc", "wps"), f"{OFFICE} {DOMESTIC}", "measured"),
    FileKind("ole-sheet", "Excel", ("xls", "et"), f"{OFFICE} {DOMESTIC}", "measured"),
    FileKind("ole-slides", "PowerPoint", ("ppt", "dps"), f"{OFFICE} {DOMESTIC}", "assumed"),
    FileKind("text", "文本", ("txt", "csv"), "Open data (政府数据开放) is offered as CSV.", "assumed"),
)
BY_CONTENT = {kind.content: kind for kind in KINDS}
EXTENSIONS: tuple[str, ...] = tuple(extension for kind in KINDS for extension in kind.extensions)
EXTENSIONS_TEXT = "、".join(EXTENSIONS)
