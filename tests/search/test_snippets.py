"""Marked titles and snippets: safe, and in the original spelling."""

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multilingual.folding import query_groups
from search.snippets import LENGTH, marked, snippet


@pytest.mark.parametrize(
    ("query", "text", "result"),
    [
        ("招生", "义务教育招生工作", "义务教育<mark>招生</mark>工作"),
        ("內蒙古", "内蒙古自治区", "<mark>内蒙古</mark>自治区"),
        ("abc", "ＡＢＣ与abcd", "<mark>ＡＢＣ</mark>与abcd"),
        ("国办发[2017]47号", "按国办发〔2017〕47号办", "按<mark>国办发〔2017〕47号</mark>办"),
        ("үкімет", "ۇكىمەتىنىڭ قاۋلىسى", "<mark>ۇكىمەتىنىڭ</mark> قاۋلىسى"),
        ("ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ", "ᠦᠪᠣᠷ ᠮᠣᠩᠭᠤᠯ ᠵᠠᠰᠠᠭ", "<mark>ᠦᠪᠣᠷ</mark> <mark>ᠮᠣᠩᠭᠤᠯ</mark> ᠵᠠᠰᠠᠭ"),
        ("通知", "<script>通知</script>&", "&lt;script&gt;<mark>通知</mark>&lt;/script&gt;&amp;"),
    ],
)
def test_hits_are_marked(query: str, text: str, result: str) -> None:
    assert marked(text, query_groups(query, "zh-hans")) == result


def test_a_snippet_shows_the_first_hit() -> None:
    text = "前文。" * 2000 + "这里提到招生工作。" + "后文。" * 200
    shown = snippet(text, query_groups("招生", "zh-hans"))
    assert "<mark>招生</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < LENGTH + 30


def test_words_of_an_alphabet_are_not_cut() -> None:
    text = "قاۋلى " * 60 + "ۇكىمەت " + "قاۋلى " * 60
    shown = snippet(text, query_groups("үкімет", "kk-arab"))
    assert set(re.sub("[…]|</?mark>", "", shown).split()) == {"قاۋلى", "ۇكىمەت"}


texts = st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'国办发〔2017〕47号 ۇكىمەتᠮᠣᠩ\u202f")), max_size=80)


@given(texts, texts)
def test_any_text_comes_out_safe(query: str, text: str) -> None:
    groups = query_groups(query, "zh-hans")
    shown = marked(text, groups)
    bare = re.sub("</?mark>", "", shown)
    assert "<" not in bare and ">" not in bare and '"' not in bare
    assert unescape(bare) == unescape(unicodedata.normalize("NFC", text).replace("&", "&amp;"))
    assert shown.count("<mark>") == shown.count("</mark>")
    snippet(text, groups)
