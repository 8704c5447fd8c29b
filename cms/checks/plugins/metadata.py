"""What readers and inspectors look for beside the text, as each kind needs it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..field_names import BY_KIND, COMMON
from ..finding import Finding, finding
from ..material import Material
from ..rules import Rule


@dataclass(frozen=True)
class Needed:
    """The fields that a kind needs, and where that stands."""

    kind: str
    fields: tuple[str, ...]
    rule: Rule


def _rule(kind: str, why: str, source: str, certainty: str) -> Rule:
    return Rule(
        code=f"metadata-{kind}",
        title="著录不全",
        why=why,
        source=source,
        certainty=certainty,
        what_to_do="请补填；确实没有的（例如文件没有文号），由审核人确认。",
    )


NEEDED = (
    Needed(
        "article",
        ("summary", "keywords"),
        _rule(
            "article",
            "网页标签里的摘要和关键词取自这里，检查时逐页看；“来源”不填就是本网站。",
            "《政府网站发展指引》（国办发〔2017〕47号）网页标签：文章页须有标题、时间、来源、关键词、摘要",
            "standard",
        ),
    ),
    Needed(
        "policy",
        ("summary", "keywords", "index_number", "issuer", "subject", "date_written", "document_number"),
        _rule(
            "policy",
            "政府信息公开目录要有索引、名称、内容概述、生成日期等。",
            "《政府信息公开条例》第二十四条；国办发〔2017〕47号",
            "law",
        ),
    ),
    Needed(
        "service",
        ("conditions", "materials", "process", "place", "hours", "phone", "time_limit", "fee", "basis"),
        _rule(
            "service",
            "办事指南缺要素会被扣分，缺得多会单项否决。",
            "《政府网站与政务新媒体检查指标》办事服务要素",
            "standard",
        ),
    ),
    Needed(
        "leader",
        ("portfolio",),
        _rule("leader", "领导信息要有分工。", "国办发〔2017〕47号“领导信息”", "standard"),
    ),
    Needed(
        "column",
        ("description",),
        _rule("column", "栏目页的网页标签要有栏目说明。", "国办发〔2017〕47号网页标签：栏目页", "standard"),
    ),
)
OTHER_NAMES = {"date_written": "成文日期", "description": "栏目说明"}


def check(material: Material) -> Iterator[Finding]:
    """Yield one finding that names every field left empty."""
    kind = material.content.kind
    for needed in NEEDED:
        if needed.kind != kind:
            continue
        labels = COMMON | BY_KIND.get(kind, {}) | OTHER_NAMES
        values = material.payload | (material.payload.get(kind) or {})
        lacking = [labels[name] for name in needed.fields if not values.get(name)]
        if lacking:
            yield finding(needed.rule, "著录项", f"没有填：{'、'.join(lacking)}", named=lacking)
