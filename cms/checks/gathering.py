"""Bringing together what is to be checked of a draft."""

from collections.abc import Iterator
from typing import Any

from cms.pages.models.base import PublicPage
from sites.store.content import Content

from . import field_names
from .attachments import attached_files
from .blocks import Gathered, of_block
from .lost_links import lost_links
from .material import AttachedFile, Material, Piece
from .originals import originals_of


def material_of(page: PublicPage | None, content: Content) -> Material:
    """Return everything that readers would get of ``content``, with where it stands."""
    payload = content.payload
    gathered = Gathered(originals_of(page) if page else {})
    gathered.pieces.extend(_fields(payload))
    cover = payload.get("picture")
    if cover:
        gathered.add_picture(cover, "题图")
    for block in payload.get("body") or payload.get("blocks") or []:
        of_block(block, gathered)
    if page is not None:
        gathered.links.extend(lost_links(page))
    files = attached_files(payload.get("attachments") or [])
    for file in files:
        gathered.pieces.extend(_of_file(file))
    return Material(
        content=content,
        page=page,
        pieces=tuple(gathered.pieces),
        headings=tuple(gathered.headings),
        links=tuple(gathered.links),
        pictures=tuple(gathered.pictures),
        attachments=files,
    )


def _fields(payload: dict[str, Any]) -> Iterator[Piece]:
    """Yield the texts of the payload's plain fields, those of its kind too."""
    for name, label in field_names.COMMON.items():
        yield from _field(payload.get(name), name, label)
    for kind, fields in field_names.BY_KIND.items():
        for name, label in fields.items():
            yield from _field((payload.get(kind) or {}).get(name), name, label)


def _field(value: Any, name: str, label: str) -> Iterator[Piece]:
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield Piece(str(item), f"{label}第{number}项", name)
    elif isinstance(value, str) and value:
        yield Piece(value, label, name)


def _of_file(file: AttachedFile) -> Iterator[Piece]:
    part = f"attachment {file.digest}"
    yield Piece(file.name, f"{file.label}的文件名", f"{part} name", in_attachment=True)
    for name, value in file.report.properties.items():
        yield Piece(value, f"{file.label}的属性“{name}”", f"{part} {name}", in_attachment=True)
    for one in file.report.parts:
        yield Piece(
            one.text, f"{file.label}{one.name}", f"{part} {'hidden' if one.is_hidden else 'text'}", True, one.is_hidden
        )
