"""Kazakh: both scripts and all hamza codes meet."""

import json

import pytest

from multilingual.folding import index_text

from . import shared
from .matching import finds


@pytest.mark.parametrize(
    "spelling",
    ["ٴماجىلىسى", "ءماجىلىسى", "ماجىلىسى", "мәжілісі", "МӘЖІЛІСІ", "ﻣﺎﺟﯩﻠﯩﺴﻰ", "ٴماجiلiسi", "ماجـىلىسى"],
)
def test_all_spellings_share_one_key(spelling: str) -> None:
    assert index_text(spelling, "kk-arab") == "ماجىلىسى"


def test_hamza_joined_to_the_vowel() -> None:
    assert index_text("ٸس", "kk-arab") == index_text("ٴىس", "kk-arab") == index_text("іс", "kk-arab")


def test_an_ending_does_not_hide_the_word() -> None:
    assert finds("үкімет", "ۇكىمەتىنىڭ قاۋلىسى", "kk-arab")
    assert finds("халық құрылтайы", "حالىق قۇرىلتايىنىڭ ٴماجىلىسى", "kk-arab")


def test_official_texts_meet_their_cyrillic_reading() -> None:
    met = total = 0
    for row in shared.excerpts("kk-Arab"):
        arabic, cyrillic = (index_text(row[key], "kk-arab").split() for key in ("text", "cyrl_gold"))
        assert len(arabic) == len(cyrillic)
        total += len(arabic)
        met += sum(a == c for a, c in zip(arabic, cyrillic, strict=True))
    print(f"Kazakh skeletons that meet: {met} of {total}")
    assert met / total > 0.99


def test_single_words_of_the_common_locale_data_mostly_meet() -> None:
    pairs = json.loads(shared.path("i18n", "kk_cyrl_arab_cldr.json").read_text("utf-8"))["pairs"]
    keys = [(index_text(pair["kk-Cyrl"], "kk-arab"), index_text(pair["kk-Arab"], "kk-arab")) for pair in pairs]
    met = sum(a == b for a, b in keys)
    print(f"CLDR strings that fold to the same keys: {met} of {len(keys)}")
    assert met / len(keys) > 0.4  # about a quarter of the words are other words, not other spellings
