"""Marks of secrecy: recognised by their form, not by the word, which every law on secrecy has."""

import re
from collections.abc import Iterator

from ..finding import Finding
from ..matching import Span, matches, texts
from ..material import Material
from ..rules import Rule

GRADED = Rule(
    code="secrecy-mark",
    title="密级标志",
    why="带“★”或保密期限的密级标志：按标志它就是国家秘密，绝不能上网。",
    source="《保守国家秘密法》第十七条、第三十五条；GB/T 9704-2012《党政机关公文格式》7.2.2",
    certainty="law",
    what_to_do="立即停止送审，报告本单位保密办；确已解密的，请换成解密后的版本。",
    is_serious=True,
)
CLOSED = Rule(
    code="closed-mark",
    title="不公开标志",
    why="文件自己标明不公开。",
    source="《政府信息公开条例》第十六条、第十七条；各级公文处理规定中的公开属性标注",
    certainty="law",
    what_to_do="按标志不能公开；公开属性已改为主动公开的，请换成改过标注的版本。",
    is_serious=True,
)
BARE = Rule(
    code="secrecy-word",
    title="疑似密级标志",
    why="密级词单独占一行或单独放在括号里，像是标志，但没有“★”和期限。",
    source="《保守国家秘密法》第十七条；GB/T 9704-2012《党政机关公文格式》7.2.2",
    certainty="practice",
    what_to_do="请核对原件有没有定密；不是标志的（例如表格里的选项），由审核人确认。",
)
INTERNAL = Rule(
    code="internal-mark",
    title="内部标志",
    why="标有“内部资料”“注意保存”一类字样，可能含工作秘密或不宜公开的内容。",
    source="《保守国家秘密法》第六十四条（工作秘密）；《政府信息公开条例》第十六条",
    certainty="practice",
    what_to_do="请与拟稿单位核对能否公开；可以公开的，去掉这些字样，或由审核人确认。",
)
_GRADE = "(?:绝[ 　]*密|机[ 　]*密|秘[ 　]*密)"
_STAR = "[★☆＊*✩✭]"
_TERM = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ 　]*(?:年|个月|月)|长[ 　]*期|解密前"
_GRADED = re.compile(rf"{_GRADE}[ 　]*{_STAR}(?:[ 　]*(?:{_TERM}))?|{_STAR}[ 　]*{_GRADE}(?![文级])")
_WITH_TERM = re.compile(
    rf"^[ 　\t]*(?:密级[：:][ 　]*)?{_GRADE}[ 　]{{0,4}}[（(]?(?:{_TERM})[）)]?[ 　]*$", re.MULTILINE
)
_NOT_PUBLIC = "(?:此件|本件|此文|本文件|该件)(?:不予公开|不公开|不宜公开|不得公开)(?:发布)?"
_CLOSED = re.compile(
    rf"^[ 　\t]*[（(〔［\[【]?[ 　]*{_NOT_PUBLIC}[ 　]*[）)〕］\]】]?[。 　]*$"
    rf"|[（(〔［\[【]{_NOT_PUBLIC}[）)〕］\]】]"
    r"|公开(?:属性|方式|类型)[：:][ 　]*不(?:予)?公开",
    re.MULTILINE,
)
_ALONE = re.compile(
    rf"^[ 　\t]*(?:密级[：:][ 　]*)?[（(【\[]?{_GRADE}[）)】\]]?[ 　]*$|[（(【\[]{_GRADE}[）)】\]]", re.MULTILINE
)
_INTERNAL = re.compile(
    r"^[ 　\t]*[（(【\[★]?[ 　]*(?:内部资料|内部文件|内部材料|内部使用|内部参考|仅供内部(?:使用|参考|参阅)|工作秘密)"
    r"(?:[，,、 　]*(?:注意保存|注意保密|严禁外传|请勿外传|不得外传|妥善保管))*[！!。 　]*[）)】\]]?[ 　]*$"
    r"|[（(【\[](?:内部资料|内部文件|内部材料|内部使用|仅供内部(?:使用|参考|参阅)|工作秘密|注意保存)[^）)】\]\n]{0,12}[）)】\]]"
    r"|^[ 　\t]*(?:注意保存|注意保密|严禁外传|请勿外传|不得外传)[！!。 　]*$"
    r"|(?:此件|本件)依申请公开",
    re.MULTILINE,
)


def check(material: Material) -> Iterator[Finding]:
    """Yield marks of secrecy, of not being public, and of being internal."""
    yield from matches(GRADED, texts(material), graded)
    yield from matches(CLOSED, texts(material), closed)
    yield from matches(BARE, texts(material), bare)
    yield from matches(INTERNAL, texts(material), internal)


def graded(text: str) -> Iterator[Span]:
    """Yield where a grade stands with a star, or alone on its line with a term."""
    seen: list[Span] = []
    for pattern in (_GRADED, _WITH_TERM):
        for match in pattern.finditer(text):
            if not any(start <= match.end() and match.start() <= end for start, end in seen) and not _is_quoted(
                text, match
            ):
                seen.append(match.span())
                yield match.span()


def closed(text: str) -> Iterator[Span]:
    """Yield where a document says that it is not public."""
    return (match.span() for match in _CLOSED.finditer(text) if not _is_quoted(text, match))


def bare(text: str) -> Iterator[Span]:
    """Yield where a grade stands alone on its line or in brackets, without star and term."""
    taken = list(graded(text))
    for match in _ALONE.finditer(text):
        if match[0].strip() and not any(start <= match.end() and match.start() <= end for start, end in taken):
            yield match.span()


def internal(text: str) -> Iterator[Span]:
    """Yield where a document says that it is for internal use."""
    return (match.span() for match in _INTERNAL.finditer(text) if match[0].strip())


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    """Return whether what was found stands in quotation marks: rules that explain marks quote them."""
    return text[: match.start()].rstrip()[-1:] in ("“", "‘", "「", "《") and text[match.end() :].lstrip()[:1] in (
        "”",
        "’",
        "」",
        "》",
        "的",
        "字",
    )
