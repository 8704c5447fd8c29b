"""Chinese: every piece of a text finds it."""

from hypothesis import given
from hypothesis import strategies as st

from multilingual.folding import index_text, query_terms

from .matching import finds


def test_pairs_and_the_last_character() -> None:
    assert index_text("国务院，GDP增长5%", "zh-hans") == "国务 务院 院 gdp 增长 长 5"
    assert query_terms("国务院", "zh-hans") == [["国务", "务院"]]
    assert query_terms("国", "zh-hans") == [["国*"]]


def test_traditional_and_full_width_spellings_are_found() -> None:
    text = "關於瞭解內蒙古著名企業ＡＢＣ的通知"
    for query in ("关于了解", "內蒙古", "内蒙古", "著名", "abc", "了", "瞭"):
        assert finds(query, text, "zh-hans"), query


def test_phrases_do_not_cross_punctuation() -> None:
    assert not finds("国务院", "国务。务院", "zh-hans")
    assert not finds("国务院", "国务，院", "zh-hans")


def test_document_numbers_are_found_whole_and_by_parts() -> None:
    text = "按照国办发〔2017〕47号文件"
    for query in (
        "国办发〔2017〕47号",
        "国办发[2017]47号",
        "国办发 2017 47",
        "〔2017〕47号",
        "国办发",
        "47号",
        "办发(2017)047号",
    ):
        assert finds(query, text, "zh-hans"), query
    assert not finds("国办发〔2017〕4号", text, "zh-hans")


han = st.text(
    st.one_of(
        st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF, exclude_categories=["Cn", "So"]),
        st.sampled_from("乾瞭著徵發髮裏裡，。 1a"),
    ),
    min_size=1,
    max_size=30,
)


@given(han, st.data())
def test_every_piece_of_chinese_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    piece = text[start:end]
    if "1" in piece or "a" in piece or not query_terms(piece, "zh-hans"):
        return  # whole numbers and words are met as a whole
    assert finds(piece, text, "zh-hans")
