"""What a file tells about who made it, and what it carries that nobody sees at first glance."""

from collections.abc import Iterator

from ..finding import Finding, finding
from ..material import Material
from ..rules import Rule

SOURCE = "《个人信息保护法》第六条（最小必要）；通行的发布前清理要求"
PROPERTIES = Rule(
    code="document-properties",
    title="文件属性里有人名或单位",
    why="读者打开文件属性就能看到作者、最后修改人和单位。",
    source=SOURCE,
    certainty="practice",
    what_to_do="在 Word 或 WPS 里用“文件→信息→检查文档”删除属性，再换上新文件；本单位名称等可以公开的，由审核人确认。",
)
TELLING = ("作者", "最后修改人", "单位", "主管")
"""The properties that name people or offices; a title names the document."""

HARMLESS = frozenset(
    {"", "Administrator", "Microsoft", "admin", "User", "user", "Windows 用户", "微软用户", "openpyxl", "python-docx"}
)


def _carried(code: str, title: str, why: str, what_to_do: str) -> Rule:
    return Rule(
        f"attachment-{code}",
        title,
        why,
        "《政府信息公开条例》第十六条（讨论记录、过程稿等可以不公开）",
        "practice",
        what_to_do,
    )


NOTES = {
    "tracked changes": _carried(
        "tracked-changes", "文件带有修订痕迹", "读者能看到改了什么、谁改的。", "请接受或拒绝全部修订，换上新文件。"
    ),
    "comments": _carried("comments", "文件带有批注", "读者能看到批注和写批注的人。", "请删除全部批注，换上新文件。"),
    "hidden text": _carried("hidden-text", "文件带有隐藏文字", "取消隐藏就能看到。", "请删除隐藏文字，换上新文件。"),
    "hidden sheets": _carried(
        "hidden-sheets",
        "有隐藏的工作表",
        "读者取消隐藏就能看到，泄露的名单多半藏在这里。",
        "请删除隐藏的工作表，换上新文件。",
    ),
    "hidden rows": _carried(
        "hidden-rows", "有隐藏的行或列", "读者取消隐藏就能看到。", "请删除隐藏的行和列，换上新文件。"
    ),
    "hidden slides": _carried(
        "hidden-slides", "有隐藏的幻灯片", "读者取消隐藏就能看到。", "请删除隐藏的幻灯片，换上新文件。"
    ),
}


def check(material: Material) -> Iterator[Finding]:
    """Yield what the attachments carry beside their text."""
    for file in material.attachments:
        told = {name: file.report.properties.get(name, "") for name in TELLING}
        shown = [f"{name}：{value}" for name, value in told.items() if value not in HARMLESS]
        if shown:
            yield finding(PROPERTIES, f"{file.label}的属性", "；".join(shown), named=[file.digest])
        for code, about in file.report.notes:
            if code in NOTES:
                yield finding(NOTES[code], file.label, about, named=[file.digest])
