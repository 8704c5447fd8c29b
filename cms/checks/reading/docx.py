"""Word documents (docx): body, headers, notes, comments, tracked changes and hidden text.

Plain XML, because python-docx reads neither comments of tracked changes nor text boxes nor hidden text.
"""

from xml.etree.ElementTree import Element

from .report import Part, Report
from .zipped import Container, local

PARTS = (
    ("word/document", "正文"),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("word/comments.xml", "批注"),
)
CHANGES = {"ins": "插入", "del": "删除", "moveFrom": "移动", "moveTo": "移动"}


def read_docx(data: bytes) -> Report:
    """Return what a docx file holds."""
    container = Container(data)
    texts: dict[str, list[str]] = {}
    deleted: list[str] = []
    hidden: list[str] = []
    changes: list[str] = []
    for name in container.names:
        label = next((label for start, label in PARTS if name.startswith(start) and name.endswith(".xml")), "")
        root = container.xml_of(name) if label else None
        if root is None:
            continue
        texts.setdefault(label, []).extend(_paragraphs(root, deleted, hidden))
        changes.extend(CHANGES[local(one.tag)] for one in root.iter() if local(one.tag) in CHANGES)
    parts = [Part(label, "\n".join(lines)) for label, lines in texts.items()]
    if deleted:
        parts.append(Part("修订中删除的文字", "\n".join(deleted), is_hidden=True))
    if hidden:
        parts.append(Part("隐藏文字", "\n".join(hidden), is_hidden=True))
    notes = []
    if changes:
        notes.append(("tracked changes", f"{len(changes)} 处"))
    if "".join(texts.get("批注", [])).strip():
        notes.append(("comments", f"{len([line for line in texts['批注'] if line.strip()])} 条"))
    if hidden:
        notes.append(("hidden text", ""))
    return Report(parts=tuple(parts), properties=container.properties(), notes=tuple(notes))


def _paragraphs(root: Element, deleted: list[str], hidden: list[str]) -> list[str]:
    """Return the paragraphs' texts; what is deleted or hidden goes to lists of its own."""
    lines = [""]
    stack = [root]
    while stack:
        element = stack.pop()
        name = local(element.tag)
        if name in ("AlternateContent",):  # holds the same text box twice
            stack.extend(list(element)[:1])
            continue
        if name == "p":
            lines.append("")
        elif name in ("tab", "tc"):
            lines[-1] += "\t"
        elif name in ("br", "cr"):
            lines.append("")
        elif name == "delText" and element.text:
            deleted.append(element.text)
        elif name == "t" and element.text:
            lines[-1] += element.text
        elif name == "r" and _is_hidden(element):
            hidden.append("".join(one.text or "" for one in element.iter() if local(one.tag) == "t"))
            continue
        stack.extend(reversed(list(element)))
    return [line for line in (line.strip() for line in lines) if line]


def _is_hidden(run: Element) -> bool:
    for properties in run:
        if local(properties.tag) == "rPr":
            return any(
                local(one.tag) == "vanish" and "false" not in one.attrib.values() and "0" not in one.attrib.values()
                for one in properties
            )
    return False
