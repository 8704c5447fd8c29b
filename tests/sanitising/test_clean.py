"""Cleaning: what stays, what goes, and that cleaning twice changes nothing."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.sanitising import clean, plain, policy
from cms.sanitising.clean import _PLAIN, _settle
from cms.sanitising.tidying import REMOVED
from tests.media.samples import rows, shared_data

KEPT = {
    "hello": "<p>hello</p>",
    "<p class=MsoNormal style='mso-x:1'>一<o:p></o:p></p><p>&nbsp;</p><p><br></p>": "<p>一</p>",
    "<!--[if gte mso 9]><xml><w:x>1</w:x></xml><![endif]--><p>文</p>": "<p>文</p>",
    "<div><div>一</div><div>二<br></div>尾</div>": "<p>一</p><p>二</p><p>尾</p>",
    "<p><span><span lang=EN-US>1</span></span><font>2</font></p>": "<p>12</p>",
    "<h1>题</h1><h5>小</h5>": "<h2>题</h2><h4>小</h4>",
    "<p>　　&nbsp;首行缩进</p>": "<p>首行缩进</p>",
    "<a href='javascript:alert(1)'>文</a>": "<p>文</p>",
    "<p><a href='https://a.cn/x' target=_blank onclick=x>外</a></p>": (
        '<p><a href="https://a.cn/x" rel="noopener noreferrer">外</a></p>'
    ),
    '<p><a href="document:0af-zh-hans">内</a></p>': '<p><a href="document:0af-zh-hans">内</a></p>',
    "<p><a href='document:x y'>坏</a><a href='//e.cn'>协</a></p>": "<p>坏协</p>",
    "<p><a href='/xxgk/'>站</a></p>": '<p><a href="/xxgk/">站</a></p>',
    "<table border=1><tr><td colspan=2 rowspan=0 style=x>格</td></tr></table>": (
        '<table><tbody><tr><td colspan="2">格</td></tr></tbody></table>'
    ),
    "<ul><li>一</li><li> </li></ul><ol></ol>": "<ul><li>一</li></ul>",
    "<p>文<script>alert(1)</script><style>p{}</style>尾</p>": "<p>文尾</p>",
    "<p id=a class=b style=c title=d data-e=f dir=rtl>文</p>": "<p>文</p>",
    "<img src=x onerror=alert(1)><svg onload=alert(1)></svg>": "",
    "<p>ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ\u180e</p>": "<p>ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ\u180e</p>",
    "<p>جۇڭگو 1&lt;2</p>": "<p>جۇڭگو 1&lt;2</p>",
    "": "",
}


@pytest.mark.parametrize("html", KEPT)
def test_what_stays_and_what_goes(html):
    assert clean(html) == KEPT[html]


def test_plain_gives_a_line_for_each_block():
    assert (
        plain("<p>一<b>二</b></p><ul><li>三</li></ul><table><tr><td>四</td><td>五</td></tr></table>")
        == "一二\n三\n四 五"
    )
    assert plain("a&lt;b") == "a<b"


MARKS = (
    "<p> </p> <div> </div> <table> <tr> </table> <ul> <li> '//x'> </a> <svg> <math> <style> </style> <script> <!-- -->"
    " <![CDATA[ <b> </i> <h1> &nbsp; &lt; &#x6a; <noscript> <br> \0 文"
)
SCRAPS = st.sampled_from(
    [
        *MARKS.split(" "),
        "<td colspan=3>",
        "<a href=",
        "<a href='https://x.cn/?a&b'>",
        "\u3000",
        "\xa0",
        "a ",
        "\n",
        '"',
        ">",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=4)), max_size=25).map("".join))
def test_cleaning_twice_changes_nothing_and_only_the_policy_remains(html):
    once = clean(html)
    assert clean(once) == once
    demand_policy(once)
    plain(html)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "h2", "h3", "h4"]), st.text(min_size=1, max_size=12).map(str.strip)), max_size=4
    ).map(lambda parts: "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts))
)
def test_what_is_taken_as_clean_at_a_glance_is_clean(html):
    if _PLAIN.fullmatch(html):
        assert _settle(html) == html


def demand_policy(html: str) -> None:
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        assert element.name in policy.TAGS
        for name, value in element.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            assert policy.is_allowed(element.name, name, text), (element.name, name, value)


@pytest.mark.parametrize(
    "html", ["<div>" * 5000 + "深", "<b>" * 3000 + "深", "<table><tr><td>" * 400 + "深", "<script" * 3000]
)
def test_deep_and_broken_markup_comes_out(html):
    result = clean(html)
    assert clean(result) == result
    demand_policy(result)


def test_text_of_real_pages_is_kept():
    for row in rows("html", "index.jsonl"):
        with gzip.open(shared_data("html", row["file"]), "rt", encoding="utf-8", errors="replace") as stream:
            html = stream.read()
        soup = BeautifulSoup(html, "html.parser")
        for element in soup.find_all(REMOVED):
            if not element.decomposed:
                element.decompose()
        cleaned = clean(html)
        assert characters(plain(html)) == characters(soup.get_text()), row["file"]
        demand_policy(cleaned)


def test_word_pastes_lose_their_markup_and_keep_their_text():
    with gzip.open(shared_data("documents", "internal-only", "county-articles-liuhe.jsonl.gz"), "rt") as stream:
        for line in stream:
            row = json.loads(line)
            cleaned = clean(row["html"])
            assert "mso" not in cleaned and "Mso" not in cleaned and "<p></p>" not in cleaned
            assert characters(plain(row["html"])) == characters("".join(row["paragraphs"]))


def characters(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)
