"""The checks on imported rows: serious findings make a row unusable, others are decided on for the whole batch."""

import hashlib
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from cms.checks.finding import Finding
from cms.checks.run import findings_of
from sites.store.content import Content

from .models import REVIEWED, ImportBatch, ImportRow

KEPT = ("code", "title", "excerpt", "why", "source", "what_to_do", "certainty")
LINES = 10
"""How many lines one finding of a batch names."""


def check_row(row: ImportRow, content: Content) -> str:
    """Note on ``row`` what the checks find in ``content``; return the sentence of the first serious finding."""
    found = findings_of(None, content)
    serious = [one for one in found if one.is_serious]
    row.findings = [{name: getattr(one, name) for name in KEPT} for one in found if not one.is_serious]
    if not serious:
        return ""
    return _("内容检查有严重问题：%(where)s（%(title)s）。") % {"where": serious[0].where, "title": serious[0].title}


def findings_in(batch: ImportBatch) -> list[Finding]:
    """Return the findings of a whole batch, one for each kind; a decision on one holds for exactly this batch."""
    lines: dict[str, list[int]] = defaultdict(list)
    first: dict[str, dict[str, Any]] = {}
    rows = batch.rows.filter(state__in=REVIEWED).exclude(findings=[]).order_by("line")
    for line, found in rows.values_list("line", "findings"):
        for one in found:
            first.setdefault(one["code"], one)
            if lines[one["code"]][-1:] != [line]:
                lines[one["code"]].append(line)
    return [_together(batch, first[code], numbers) for code, numbers in lines.items()]


def _together(batch: ImportBatch, one: dict[str, Any], lines: list[int]) -> Finding:
    named = "、".join(map(str, lines[:LINES]))
    where = _("第 %(lines)s 行") % {"lines": named}
    if len(lines) > LINES:
        where = _("第 %(lines)s 行等，共 %(count)d 行") % {"lines": named, "count": len(lines)}
    words = f"{one['code']}\x1f{batch.manifest_digest}"
    return Finding(
        **{name: one[name] for name in KEPT},
        where=where,
        is_serious=False,
        fingerprint=hashlib.sha256(words.encode()).hexdigest()[:32],
        count=len(lines),
    )
