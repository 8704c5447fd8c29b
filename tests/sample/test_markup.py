"""The light markup of the sample's texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.sample import markup


def opened(path: str) -> str:
    return f'<a id="{path}">'


def test_paragraphs_and_lists_become_one_text_block() -> None:
    text = "第一段。\n\n- 甲\n- **乙**\n\n1. 一\n2. 二\n\n第二段<见[附件](document:portal/zcwj/01-a)>。"
    assert markup.blocks(text, opened) == [
        (
            "text",
            "<p>第一段。</p><ul><li>甲</li><li><b>乙</b></li></ul><ol><li>一</li><li>二</li></ol>"
            '<p>第二段&lt;见<a id="portal/zcwj/01-a">附件</a>&gt;。</p>',
        )
    ]
    assert markup.links(text) == ["portal/zcwj/01-a"]


def test_other_blocks() -> None:
    text = "## 一\n\n### 二\n\n|= 表\n| 甲 | 乙 |\n| 1 | 2 |\n\n> 一句话 —— 某人\n\n![road](一条路|说明)"
    assert markup.blocks(text, opened) == [
        ("heading", {"text": "一", "level": "2"}),
        ("heading", {"text": "二", "level": "3"}),
        ("table", {"rows": [["甲", "乙"], ["1", "2"]], "caption": "表"}),
        ("quote", {"text": "一句话", "attribution": "某人"}),
        ("picture", {"name": "road", "alt": "一条路", "caption": "说明"}),
    ]


def test_ragged_tables_and_broken_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        markup.blocks("| 甲 | 乙 |\n| 1 |", opened)
    with pytest.raises(ValueError, match="no item"):
        markup.blocks("- 甲\n乙", opened)


@given(st.text(alphabet="甲乙<>&\"'() a", min_size=1).filter(str.strip))
def test_plain_text_is_escaped(text: str) -> None:
    html = markup.inline(text, opened)
    assert "<" not in html and ">" not in html
