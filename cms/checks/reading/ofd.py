"""OFD, the national layout format (GB/T 33190-2016): a ZIP of XML whose text stands in ``TextCode`` elements."""

import re

from .report import Part, Report
from .zipped import Container, local

_PAGE = re.compile(r"(?:.*/)?Pages/Page_(\d+)/Content\.xml$", re.IGNORECASE)
PROPERTIES = {"Author": "作者", "Title": "标题", "Subject": "主题", "Abstract": "摘要"}


def read_ofd(data: bytes) -> Report:
    """Return what an OFD file holds; each text object gives a line."""
    container = Container(data)
    parts = []
    for name in sorted(container.names, key=_order):
        root = container.xml_of(name) if _PAGE.match(name) else None
        if root is not None:
            lines = [one.text or "" for one in root.iter() if local(one.tag) == "TextCode"]
            parts.append(Part(f"第{_order(name)[0] + 1}页", "\n".join(lines)))
    about = container.xml_of("OFD.xml")
    properties = {
        PROPERTIES[local(one.tag)]: one.text.strip()
        for one in (about.iter() if about is not None else ())
        if local(one.tag) in PROPERTIES and one.text and one.text.strip()
    }
    notes = () if any(part.text.strip() for part in parts) else (("no text layer", ""),)
    return Report(parts=tuple(parts), properties=properties, notes=notes)


def _order(name: str) -> tuple[int, str]:
    match = _PAGE.match(name)
    return (int(match[1]) if match else 0, name)
