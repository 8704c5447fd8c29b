"""Mongolian: spellings that look the same meet."""

import pytest

from multilingual.folding import index_text, mongolian

from . import shared
from .matching import finds


@pytest.mark.parametrize("place", ["ᠦᠪᠣᠷ ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ", "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ\u180eᠤᠨ", "ᠦᠪᠦᠷ ᠮᠤᠩᠭᠤᠯᠤᠨ", "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠤᠯ ᠤᠨ"])
def test_inner_mongolia_is_found_in_all_its_spellings(place: str) -> None:
    assert finds("ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ", f"{place} ᠵᠠᠰᠠᠭ", "mn-mong")
    assert finds(place, "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠵᠠᠰᠠᠭ", "mn-mong")


def test_another_word_is_not_found() -> None:
    assert not finds("ᠬᠠᠤᠯᠢ", "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠵᠠᠰᠠᠭ", "mn-mong")


def test_letters_in_another_order_that_look_the_same() -> None:
    assert finds("ᠵᠠᠰᠠᠬᠤ", "ᠵᠠᠰᠬᠠᠥ", "mn-mong")


def test_the_three_kinds_of_key_are_told_apart() -> None:
    keys = mongolian.keys("ᠮᠣᠩᠭᠣᠯ")
    assert [key[:2] for key in keys] == ["e_", "s_", "f_"]


def test_a_suffix_alone_is_met_by_its_letters() -> None:
    assert index_text("\u202fᠤᠨ", "mn-mong") == "e_ᠤᠨ"
    assert finds("ᠤᠨ", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "mn-mong")


def test_digits_punctuation_and_chinese_on_a_mongolian_page() -> None:
    text = "︽ᠮᠣᠩᠭᠣᠯ︾ ᠠᠵᠢᠯ᠂ 苏木通知 ᠒᠐᠒᠒ ﹇2022﹈"
    assert finds("2022", text, "mn-mong")
    assert finds("通知", text, "mn-mong")
    assert finds("ᠠᠵᠢᠯ", text, "mn-mong")


def test_menksoft_words_are_found_by_their_unicode_spelling() -> None:
    rows = shared.table("mn-Mong_menksoft_unicode.tsv")
    met = sum(finds(menksoft, modern, "mn-mong") and finds(modern, menksoft, "mn-mong") for menksoft, modern in rows)
    print(f"Menksoft words that meet: {met} of {len(rows)}")
    assert met / len(rows) > 0.99


def test_every_conformance_word_finds_itself() -> None:
    for _name, word, *_units in shared.table("mn-Mong_eac_words.tsv"):
        if index_text(word, "mn-mong"):
            assert finds(word, f"ᠮᠣᠩᠭᠣᠯ {word.strip()} 2022", "mn-mong"), word


def test_real_notices_are_found_by_words_in_another_spelling() -> None:
    texts = {row["id"]: row["text"] for row in shared.excerpts("mn-Mong")}
    assert finds("ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ", texts["mn1"], "mn-mong")
    assert finds("ᠳᠤᠮᠳᠠᠳᠤ ᠤᠯᠤᠰ", texts["mn2"], "mn-mong")
    assert finds("ᠡᠳᠦᠷ", texts["mn1"], "mn-mong")
