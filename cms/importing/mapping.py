"""From a record of a source to the fields of a policy page, and to the page itself."""

import re
import uuid
from datetime import datetime
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.content import content_of
from cms.pages.models import ColumnPage, PolicyPage
from multilingual import document_number
from sites.registry.models import Site
from sites.store.content import Content

from .reading import Unusable

NAMESPACE = uuid.UUID("6d1c5f0e-3c1b-5c43-9c55-9d5f0a8f7c21")
"""Makes translation keys from a site's key and a source's id: the same file gives the same documents."""

VALIDITY = {
    "现行有效": "valid",
    "有效": "valid",
    "已修改": "amended",
    "已被修改": "amended",
    "部分失效": "amended",
    "废止或失效": "repealed",
    "已废止": "repealed",
    "废止": "repealed",
    "已失效": "expired",
    "失效": "expired",
}
"""How sources write 有效性; anything else is unknown, because a wrong 有效 would mislead."""

LONGEST = {
    "issuer": ("发文机关", 120),
    "subject": ("主题分类", 120),
    "index_number": ("索引号", 60),
    "document_number": ("文号", 80),
}
LONGEST_HEADING = 200
TITLE_LINES = 6
_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")


def group_of(site: Site, source_id: str) -> str:
    """Return the translation key that a source's document gets at ``site``, without dashes."""
    return uuid.uuid5(NAMESPACE, f"{site.key}\n{source_id}").hex


def fields_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a policy page's fields, all of them JSON.

    Raises ``Unusable`` when one does not fit.
    """
    subject = [_line(values.get(name)) for name in ("subject", "category", "subcategory")]
    fields = {
        "title": _line(values["title"]),
        "document_number": document_number.canonical(_line(values.get("doc_number"))),
        "issuer": _line(values.get("issuer")),
        "index_number": _line(values.get("index_no")),
        "subject": subject[0] or "\\".join(part for part in subject[1:] if part),
        "date_written": str(values.get("date_written") or values.get("version_date") or ""),
        "display_date": str(
            values.get("date_published") or values.get("version_date") or values.get("date_written") or ""
        ),
        "validity": VALIDITY.get(_line(values.get("validity")), "unknown"),
    }
    for name, (label, most) in LONGEST.items():
        if len(fields[name]) > most:
            raise Unusable(_("%(label)s超过 %(most)d 字。") % {"label": label, "most": most})
    blocks = _blocks(values)
    if not blocks:
        raise Unusable(_("没有正文。"))
    return {**fields, "body": blocks}


def fill(page: PolicyPage, group: str, fields: dict[str, Any]) -> None:
    """Write ``fields`` into ``page``."""
    for name in ("title", "document_number", "issuer", "index_number", "subject", "validity"):
        setattr(page, name, fields[name])
    page.draft_title = fields["title"]
    page.date_written = datetime.fromisoformat(fields["date_written"]).date() if fields["date_written"] else None
    shown = fields["display_date"]
    page.display_date = timezone.make_aware(datetime.fromisoformat(shown)) if shown else None
    page.body = PolicyPage._meta.get_field("body").stream_block.to_python(
        [{**block, "id": str(uuid.uuid5(uuid.UUID(group), str(number)))} for number, block in enumerate(fields["body"])]
    )


def new_page(column: ColumnPage, group: str, fields: dict[str, Any], path: str = "") -> PolicyPage:
    """Return an unsaved page below ``column``; without a ``path`` it is only good for making its content."""
    page = PolicyPage(
        translation_key=uuid.UUID(group),
        locale=column.locale,
        slug=f"i-{group[:16]}",
        path=path or PolicyPage._get_path(column.path, column.depth + 1, 1),
        depth=column.depth + 1,
        numchild=0,
        live=True,
    )
    page._cached_parent_obj = column
    fill(page, group, fields)
    return page


def content_for(column: ColumnPage, group: str, fields: dict[str, Any]) -> Content:
    """Return the content that the page of ``fields`` will have: made by the same function as any draft's."""
    return content_of(new_page(column, group, fields))


def _blocks(values: dict[str, Any]) -> list[dict[str, Any]]:
    if isinstance(values.get("html"), str) and values["html"].strip():
        from cms.sanitising import clean

        html = clean(values["html"])
        return [{"type": "text", "value": html}] if html else []
    blocks: list[dict[str, Any]] = []
    paragraphs: list[str] = []
    for text, level in _parts(values):
        if level and len(text) <= LONGEST_HEADING:
            _close(blocks, paragraphs)
            blocks.append({"type": "heading", "value": {"text": text, "level": "2" if level <= 2 else "3"}})
        else:
            paragraphs.append(f"<p>{escape(text, quote=False)}</p>")
    _close(blocks, paragraphs)
    return blocks


def _close(blocks: list[dict[str, Any]], paragraphs: list[str]) -> None:
    if paragraphs:
        blocks.append({"type": "text", "value": "".join(paragraphs)})
        paragraphs.clear()


def _parts(values: dict[str, Any]) -> list[tuple[str, int]]:
    found = []
    for part in values.get("body") or ():
        level = part.get("h")
        text = _line(part.get("t"))
        if text:
            found.append((text, level if isinstance(level, int) else 0))
    return found[_repeated_title(values, [text for text, _level in found]) :]


def _repeated_title(values: dict[str, Any], texts: list[str]) -> int:
    """Return how many leading lines only repeat the title and the document number."""
    title = _bare(_line(values["title"]))
    for count in range(1, min(TITLE_LINES, len(texts) - 1) + 1):
        if _bare("".join(texts[:count])) == title:
            number = _bare(_line(values.get("doc_number")))
            return count + 1 if count + 1 < len(texts) and number and _bare(texts[count]) == number else count
    return 0


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _date(values: dict[str, Any], *names: str) -> str:
    return next((str(values[name]) for name in names if values.get(name)), "")


def _line(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return _SPACES.sub(" ", _CONTROLS.sub("", value)).strip(" \u3000")
