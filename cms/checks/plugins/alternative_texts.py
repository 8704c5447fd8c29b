"""Alternative texts: every picture has one, and it says something."""

import re
from collections.abc import Iterator

from ..finding import Finding, finding
from ..material import Material
from ..rules import Rule

SOURCE = "GB/T 37668-2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》非文本内容；WCAG 2.2 准则 1.1.1"
MISSING = Rule(
    code="alternative-text-missing",
    title="图片没有替代文字",
    why="看不见图片的读者不知道图上是什么。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请用一句话写明图上是什么。",
)
EMPTY_WORDS = Rule(
    code="alternative-text-empty",
    title="替代文字没有内容",
    why="替代文字是文件名或“图片”一类的空话，等于没有。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请用一句话写明图上是什么。",
)
_SAYS_NOTHING = re.compile(
    r"(?:图片?|照片|插图|题图|配图|截图|微信图片|image|img|picture|photo|dsc|pic|mmexport|screenshot)?[\s_\-（()）]*\d*[\s_\-（()）\d]*"
    r"(?:\.(?:jpe?g|png|gif|webp|heic|bmp|tiff?))?",
    re.IGNORECASE,
)


def check(material: Material) -> Iterator[Finding]:
    """Yield pictures without words, or with words that say nothing."""
    for picture in material.pictures:
        named = [picture.original or picture.where, picture.alt]
        if not picture.alt.strip():
            yield finding(MISSING, picture.where, picture.caption, named=named)
        elif _SAYS_NOTHING.fullmatch(picture.alt.strip()):
            yield finding(EMPTY_WORDS, picture.where, picture.alt, named=named)
