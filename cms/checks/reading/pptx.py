"""Slides (pptx): text of slides, notes and comments; hidden slides are told apart."""

import re

from .report import Part, Report
from .zipped import Container, local

_SLIDE = re.compile(r"ppt/(slides/slide|notesSlides/notesSlide|comments/\D*)(\d+)\.xml$")
LABELS = {"slides/slide": "第{}页", "notesSlides/notesSlide": "第{}页备注"}


def read_pptx(data: bytes) -> Report:
    """Return what a pptx file holds."""
    container = Container(data)
    parts, hidden, comments = [], [], 0
    for name in sorted(container.names, key=_order):
        match = _SLIDE.match(name)
        root = container.xml_of(name) if match else None
        if match is None or root is None:
            continue
        label = LABELS.get(match[1], "批注{}").format(match[2])
        is_hidden = match[1] == "slides/slide" and root.get("show") in ("0", "false")
        lines = [
            "".join(one.text or "" for one in paragraph.iter() if local(one.tag) in ("t", "text"))
            for paragraph in root.iter()
            if local(paragraph.tag) in ("p", "cm")
        ]
        comments += match[1].startswith("comments") and any(lines)
        hidden += [label] if is_hidden else []
        parts.append(Part(label, "\n".join(line for line in lines if line), is_hidden))
    notes = [("hidden slides", "、".join(hidden))] if hidden else []
    notes += [("comments", "")] if comments else []
    return Report(parts=tuple(parts), properties=container.properties(), notes=tuple(notes))


def _order(name: str) -> tuple[int, str]:
    match = _SLIDE.match(name)
    return (int(match[2]) if match else 0, name)
