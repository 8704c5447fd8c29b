"""What holds for the folding of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multilingual.folding import index_text, query_groups
from multilingual.folding.characters import normalise, normalise_with_offsets
from multilingual.registry import UnknownLanguage, codes

mixed = st.text(
    st.one_of(
        st.characters(),
        st.characters(min_codepoint=0x1800, max_codepoint=0x18AA),
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0x0400, max_codepoint=0x052F),
        st.characters(min_codepoint=0xE234, max_codepoint=0xE34F),
        st.sampled_from("〔2017〕47号国办发 \u202f\u180e\u200d"),
    ),
    max_size=40,
)


@given(mixed, st.sampled_from(codes()))
def test_any_text_folds_to_clean_tokens(text: str, code: str) -> None:
    for token in index_text(text, code).split(" "):
        assert not any(character.isspace() or character in "\"'*():" for character in token)
    for group in query_groups(text, code):
        assert group.alternatives
        assert all(token for phrase in group.alternatives for token in phrase)


@given(mixed)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(mixed)
def test_offsets_point_at_the_original(text: str) -> None:
    folded, offsets = normalise_with_offsets(text)
    assert len(folded) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


def test_one_text_in_three_scripts() -> None:
    tokens = index_text("苏木 қаулы قاۋلى ᠮᠣᠩᠭᠣᠯ Sumu 2025", "zh-hans").split()
    assert tokens[:2] == ["苏木", "木"]
    assert tokens[2] == tokens[3] == "قاۋلى"
    assert tokens[4] == "e_ᠮᠣᠩᠭᠣᠯ"
    assert tokens[-2:] == ["sumu", "2025"]


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(UnknownLanguage):
        index_text("a", "kk")
    with pytest.raises(UnknownLanguage):
        query_groups("a", "kk")
