"""The words of the pages: the same keys in every language, each in its own script."""

import re

import pytest

from multilingual import registry
from themes import strings

CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")
PLACES = re.compile(r"\{(\w+)\}")
SCRIPTS = {"zh-hans": r"[\u4e00-\u9fff]", "mn-mong": r"[\u1820-\u1842]", "kk-arab": r"[\u0621-\u06d5]"}


@pytest.mark.parametrize("code", registry.codes())
def test_every_language_has_the_same_texts(code: str) -> None:
    chinese = strings.table(registry.DEFAULT)
    table = strings.table(code)
    assert table.keys() == chinese.keys()
    assert all(value.strip() == value and value for value in table.values())
    assert {key: sorted(PLACES.findall(value)) for key, value in table.items()} == {
        key: sorted(PLACES.findall(value)) for key, value in chinese.items()
    }


@pytest.mark.parametrize("code", registry.codes())
def test_each_text_is_in_the_script_of_its_language(code: str) -> None:
    for key, value in strings.table(code).items():
        assert re.search(SCRIPTS[code], value), (key, value)
        assert not CYRILLIC.search(value), (key, value)
        others = [script for other, script in SCRIPTS.items() if other != code]
        assert not any(re.search(script, value) for script in others), (key, value)


def test_kazakh_words_use_the_letters_of_the_arabic_orthography() -> None:
    """The high hamza is U+0674; the look-alikes of other orthographies would not be found by search."""
    foreign = set("ءئأإؤهةکیۈۅ")
    for key, value in strings.table("kk-arab").items():
        assert not foreign & set(value), (key, value)


def test_a_missing_text_is_an_error_and_no_other_language() -> None:
    with pytest.raises(strings.MissingText, match="no text for 'nonsense'"):
        strings.text("mn-mong", "nonsense")
    with pytest.raises(strings.MissingText, match=r"there is no themes/strings/ug-arab\.toml"):
        strings.text("ug-arab", "home")
