"""What of the attachments could not be read here: nobody must take silence for a clean file."""

from collections.abc import Iterator

from ..finding import Finding, finding
from ..material import AttachedFile, Material
from ..reading import report as reports
from ..rules import Rule

SOURCE = "本系统约定：没有检查过的内容要说明，由人核对"
BY_HAND = "请打开文件逐页人工核对：有没有个人信息、涉密标志和错敏词。"


def _rule(code: str, title: str, why: str, what_to_do: str = BY_HAND, is_serious: bool = False) -> Rule:
    return Rule(f"attachment-{code}", title, why, SOURCE, "own", what_to_do, is_serious)


STATES = {
    reports.UNSUPPORTED: _rule("unsupported", "附件无法自动检查", "此格式无法自动检查，请人工核对。"),
    reports.DAMAGED: _rule(
        "damaged", "附件打不开", "文件已损坏，或内容与格式不符，读者多半也打不开。", "请换一个完好的文件。"
    ),
    reports.ENCRYPTED: _rule(
        "encrypted", "附件有密码", "文件加了打开密码，读者打不开，也无法检查。", "请去掉密码，换上新文件。"
    ),
    reports.TOO_LARGE: _rule("too-large", "附件过大，未能自动检查", "文件展开后太大，没有检查。"),
    reports.TOO_SLOW: _rule("too-slow", "附件未能自动检查", "文件太复杂，在时限内没有读完。"),
}
NOTES = {
    "no text layer": _rule(
        "no-text-layer",
        "附件没有文字层",
        "文件是扫描的图片，没有文字层：无法自动检查，读屏软件念不出，搜索也搜不到。",
        "请换成由 Word 等直接导出的 PDF；只有扫描件的，请逐页人工核对。",
    ),
    "pages without text": _rule("pages-without-text", "附件有几页没有文字", "这几页是图片，没有检查。"),
    "cut": _rule("cut", "附件太长，只检查了前面", "文件太长，只检查了前面的部分。"),
}


def check(material: Material) -> Iterator[Finding]:
    """Yield files, or parts of files, that nothing was found in because they were not read."""
    for file in material.attachments:
        if file.report.state in STATES:
            yield _about(STATES[file.report.state], file, "")
        for code, about in file.report.notes:
            if code in NOTES:
                yield _about(NOTES[code], file, about)


def _about(rule: Rule, file: AttachedFile, about: str) -> Finding:
    return finding(
        rule, file.label, f"第 {about} 页" if about else f"{file.name}.{file.extension}", named=[file.digest]
    )
