"""Dates that readers would see: none before the draft was written, none that lies ahead."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from cms.importing.models import ImportRow
from sites.store import clock

from ..finding import Finding, finding
from ..material import Material
from ..rules import Rule

SOURCE = "《政府网站与政务新媒体检查指标》单项否决“弄虚作假”（如伪造发稿日期）"
FORGED = Rule(
    code="date-before-draft",
    title="显示日期早于稿件",
    why="显示日期比稿件在本系统里建立的时间还早，也不是导入的旧稿：会被认定为伪造发稿日期。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请去掉显示日期，公开时用实际日期。",
    is_serious=True,
)
OLD_PAPER = Rule(
    code="date-of-import",
    title="显示日期早于审签",
    why="这是导入的旧稿，读者看到的是原来的日期。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请与原网站或原件核对日期，由审核人确认。",
)
AHEAD = Rule(
    code="date-ahead",
    title="日期在将来",
    why="读者会看到一个还没有到的日期。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请核对日期；要定时发布的，请用“定时发布”。",
)
WRITTEN_AFTER = Rule(
    code="written-ahead",
    title="成文日期在将来",
    why="文件的成文日期还没有到。",
    source="《政府信息公开条例》第二十四条（生成日期）",
    certainty="standard",
    what_to_do="请与原件核对成文日期。",
)


def check(material: Material) -> Iterator[Finding]:
    """Yield dates that cannot be honest, or that a reviewer must compare with the original."""
    now = timezone.localtime(clock.now())
    shown = str(material.payload.get("display_date") or "")
    if shown:
        at = timezone.make_aware(datetime.fromisoformat(shown))
        rule = AHEAD if at > now else _of_past(material, at)
        if rule is not None:
            yield finding(rule, "显示日期", shown.replace("T", " "), named=[shown])
    written = str((material.payload.get("policy") or {}).get("date_written") or "")
    if written and written > f"{now:%Y-%m-%d}":
        yield finding(WRITTEN_AFTER, "成文日期", written, named=[written])


def _of_past(material: Material, at: datetime) -> Rule | None:
    if material.page is None or material.payload.get("sample"):
        return OLD_PAPER
    if ImportRow.objects.filter(group=material.content.translation_group).exists():
        return OLD_PAPER
    created = material.page.revisions.order_by("created_at").values_list("created_at", flat=True).first()
    return FORGED if created is not None and at < created.replace(second=0, microsecond=0) else None
