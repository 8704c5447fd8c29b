"""The properties of files in Microsoft's old container (doc, xls)."""

from io import BytesIO

import olefile

NAMES = {
    "author": "作者",
    "last_saved_by": "最后修改人",
    "company": "单位",
    "manager": "主管",
    "title": "标题",
    "subject": "主题",
    "comments": "备注",
    "keywords": "关键词",
}
CODE_PAGES = {936: "gb18030", 54936: "gb18030", 65001: "utf-8", 1200: "utf-16-le", -535: "utf-8"}
"""The code pages of Chinese Office files; 936 is GBK."""


def properties_of(data: bytes) -> dict[str, str]:
    """Return the document properties that say who made the file, by their Chinese names."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        metadata = container.get_metadata()
        encoding = CODE_PAGES.get(metadata.codepage or 0, "gb18030")
        found = {}
        for name, label in NAMES.items():
            value = getattr(metadata, name, None)
            text = value.decode(encoding, "replace") if isinstance(value, bytes) else str(value or "")
            if text := text.split("\0")[0].strip():
                found[label] = text
        return found
