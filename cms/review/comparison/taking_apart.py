"""From content to its parts; every field of a payload is shown, also one that nobody has named yet."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.keys import key_of
from cms.pages.models import PolicyPage
from cms.pages.preview import FILES_ROOT
from sites.registry.models import StandardColumn
from sites.store import blobs
from sites.store.content import Content, canonical_json
from sites.store.models import Document

from . import labels
from .paragraphs import paragraphs_of
from .parts import File, Part, part

SHOWN_WIDTH = 480
"""Of a picture the size next above this is shown."""

_DOCUMENT_KEY = re.compile(r"[0-9a-f]{32}-[a-z]{2,3}(?:-[a-z]+)*")


def names_in(*contents: Content | None) -> dict[str, str]:
    """Return the titles of all documents that ``contents`` name by their keys."""
    found: set[str] = set()
    for content in contents:
        if content is not None:
            found |= set(_DOCUMENT_KEY.findall(canonical_json([content.column, content.payload]).decode()))
    if not found:
        return {}
    names = dict(Document.objects.filter(key__in=found).values_list("key", "title"))
    return {**_draft_names(found - set(names)), **names}


def parts_of(content: Content, names: Mapping[str, str] | None = None) -> list[Part]:
    """Return the parts of ``content`` in the order in which they are read.

    ``names`` are the titles of the documents that it names, looked up when not given.
    """
    names = names_in(content) if names is None else names
    values: dict[str, Any] = {
        "column": content.column,
        "slug": content.slug,
    }
    for name, value in content.payload.items():
        if name in labels.NESTED and isinstance(value, dict):
            values.update(value)
        elif not (name == "summary" and value == content.payload.get("description")):
            values[name] = value
    return list(parts_of_mapping(values, names, kind=content.kind))


def parts_of_mapping(values: Mapping[str, Any], names: Mapping[str, str], *, kind: str = "") -> Iterator[Part]:
    """Yield the parts of any mapping of fields to JSON values; empty fields have none."""
    order = list(labels.FIELDS)
    for name in sorted(values, key=lambda name: order.index(name) if name in order else len(order)):
        value = values[name]
        if value in ("", None, [], {}):
            continue
        label = _label(name, kind)
        if name in ("body", "blocks") and isinstance(value, list):
            yield from _blocks(name, label, value, names)
        elif name == "attachments" and isinstance(value, list):
            yield from (_attachment(label, one) for one in value)
        elif _is_picture(value):
            yield _picture(name, label, value)
        else:
            yield part(name, label, _words(name, value, names), value)


def _label(name: str, kind: str) -> str:
    if name == "title" and kind in labels.TITLES:
        return str(labels.TITLES[kind])
    if name == "body" and kind in labels.BODIES:
        return str(labels.BODIES[kind])
    return str(labels.FIELDS.get(name, name))


def _words(name: str, value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name == "column":
        return names.get(str(value), str(value))
    if name in ("lists", "validity"):
        choices = StandardColumn.Lists.choices if name == "lists" else PolicyPage.Validity.choices
        return str(dict(choices).get(value, value))
    if name == "materials" and isinstance(value, list):
        return "\n".join(str(one) for one in value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    if isinstance(value, dict | list):
        return canonical_json(value).decode()
    if name in ("publish_at", "expire_at", "display_date"):
        return str(value).replace("T", " ")
    return str(value)


def _blocks(group: str, label: str, blocks: list[Any], names: Mapping[str, str]) -> Iterator[Part]:
    number = 0
    for block in blocks:
        for text, raw, sort, file, kind in _of_block(block, names):
            number += 1
            place = _("%(field)s第%(number)d段") % {"field": label, "number": number}
            yield part(group, f"{place}（{kind}）" if kind else place, text, raw, sort, file)


def _of_block(block: dict[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, Any, Any, File | None, str]]:
    kind = block.get("type")
    if kind == "text":
        for text, markup in paragraphs_of(block["html"], names):
            yield text, markup, "text", None, ""
    elif kind == "heading":
        yield block["text"], block, "text", None, _("小标题")
    elif kind == "picture":
        shown = _picture("", "", block["picture"])
        yield shown.text, block, "picture", shown.file, _("图片")
    elif kind == "table":
        if block.get("caption"):
            yield block["caption"], [block["caption"]], "text", None, _("表题")
        for place, row in enumerate(block.get("rows", [])):
            head = bool(block.get("header")) and place == 0
            yield " | ".join(row), [row, head], "text", None, _("表头") if head else _("表格行")
    elif kind == "quote":
        text = f"{block['text']}\n——{block['attribution']}" if block.get("attribution") else block["text"]
        yield text, block, "text", None, _("引文")
    else:
        yield from _of_home_block(block, names)


def _of_home_block(block: dict[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, Any, Any, File | None, str]]:
    kind = str(block.get("type", ""))
    label = str(labels.BLOCKS.get(kind, kind))
    if kind in ("pictures", "column_list"):
        text = names.get(block["column"], block["column"])
        if "count" in block:
            text = _("%(column)s，%(count)d 条") % {"column": text, "count": block["count"]}
        yield text, block, "text", None, label
    elif kind == "links":
        yield block["title"], [kind, block["title"]], "text", None, label
        for link in block["links"]:
            target = names.get(link["href"].removeprefix("document:"), link["href"])
            yield (
                _("%(text)s（链接：%(target)s）") % {"text": link["text"], "target": target},
                link,
                "text",
                None,
                label,
            )
    elif kind == "introduction":
        yield block["title"], [kind, block["title"]], "text", None, label
        for text, markup in paragraphs_of(block["html"], names):
            yield text, markup, "text", None, label
        if block.get("picture"):
            shown = _picture("", "", block["picture"])
            yield shown.text, block["picture"], "picture", shown.file, label
    else:
        yield canonical_json(block).decode(), block, "text", None, label


def _is_picture(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("sizes")) and "alt" in value


def _picture(group: str, label: str, picture: dict[str, Any]) -> Part:
    sizes = picture["sizes"]
    size = next((one for one in sizes if one["width"] >= SHOWN_WIDTH), sizes[-1])
    text = _("替代文字：%(alt)s") % {"alt": picture["alt"]}
    if picture.get("caption"):
        text += "\n" + _("图注：%(caption)s") % {"caption": picture["caption"]}
    return part(group, label, text, picture, "picture", File(_url(size), digest=sizes[-1]["digest"]))


def _attachment(label: str, attachment: dict[str, Any]) -> Part:
    name, size = attachment["name"], attachment["size"]
    file = File(_url(attachment), name, size, attachment["digest"])
    text = f"{name}（{attachment['extension']}，{filesizeformat(size)}）"
    return part("attachments", label, text, attachment, "attachment", file)


def _url(held: dict[str, Any]) -> str:
    return FILES_ROOT + blobs.public_path(held["digest"], held["extension"])


def _draft_names(keys: set[str]) -> dict[str, str]:
    """Return the titles of pages that were never public."""
    if not keys:
        return {}
    pages = Page.objects.filter(translation_key__in={key[:32] for key in keys}).select_related("locale")
    return {key_of(page): page.title for page in pages if key_of(page) in keys}
