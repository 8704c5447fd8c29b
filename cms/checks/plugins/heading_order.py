"""The order of headings: each goes at most one level deeper than the one before."""

from collections.abc import Iterator

from ..finding import Finding, finding
from ..material import Material
from ..rules import Rule

SKIPPED = Rule(
    code="heading-order",
    title="小标题跳级",
    why="小标题越过了一级，用读屏软件的读者会以为漏了内容。",
    source="GB/T 37668-2019 信息结构；WCAG 2.2 准则 1.3.1、2.4.6",
    certainty="standard",
    what_to_do="请从二级标题用起，逐级往下，不要跳级。",
)
EMPTY = Rule(
    code="heading-empty",
    title="小标题是空的",
    why="没有文字的小标题会被读屏软件念成一个空标题。",
    source="WCAG 2.2 准则 2.4.6",
    certainty="standard",
    what_to_do="请写上文字，或删去这个小标题。",
)


def check(material: Material) -> Iterator[Finding]:
    """Yield headings that leave a level out, and empty ones. The page's title is the level 1."""
    level = 1
    for heading in material.headings:
        if not heading.text.strip():
            yield finding(EMPTY, heading.where, "", named=[heading.where])
            continue
        if heading.level > level + 1:
            yield finding(SKIPPED, heading.where, heading.text, named=[heading.text, str(level), str(heading.level)])
        level = heading.level
