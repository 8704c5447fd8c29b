"""Reading members of ZIP containers (docx, pptx, xlsx, ofd) with a limit that no archive can talk its way past."""

import zipfile
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from . import limits

_CHUNK = 1024 * 1024
PROPERTIES = {
    "docProps/core.xml": {
        "creator": "作者",
        "lastModifiedBy": "最后修改人",
        "title": "标题",
        "subject": "主题",
        "description": "备注",
        "keywords": "关键词",
        "category": "类别",
    },
    "docProps/app.xml": {"Company": "单位", "Manager": "主管"},
}


class TooLarge(Exception):
    """Raised when a file unpacks to more than may be read."""


class Encrypted(Exception):
    """Raised when a file opens with a password only."""


class Container:
    """An opened ZIP container."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._left = limits.UNPACKED
        self.names = self._archive.namelist()

    def bytes_of(self, name: str) -> bytes:
        """Return a member's bytes. Raises ``TooLarge`` as soon as too much has come out."""
        chunks = []
        with self._archive.open(name) as member:
            while chunk := member.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise TooLarge
                chunks.append(chunk)
        return b"".join(chunks)

    def xml_of(self, name: str) -> Element | None:
        """Return a member as XML, without entities; None when there is no such member."""
        if name not in self.names:
            return None
        root: Element = fromstring(self.bytes_of(name))
        return root

    def demand_harmless(self) -> None:
        """Read every member once, for libraries that unpack by themselves. Raises ``TooLarge``."""
        for name in self.names:
            self.bytes_of(name)

    def properties(self) -> dict[str, str]:
        """Return the document properties that say who made the file, by their Chinese names."""
        found = {}
        for member, names in PROPERTIES.items():
            root: Any = self.xml_of(member)
            for element in root if root is not None else ():
                label, value = names.get(local(element.tag)), (element.text or "").strip()
                if label and value:
                    found[label] = value
        return found


def local(tag: object) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
