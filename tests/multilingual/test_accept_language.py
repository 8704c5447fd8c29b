"""Which edition a browser's header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multilingual.accept_language import best_match
from multilingual.registry import codes


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("kk-CN", "kk-arab"),
        ("mn-CN,zh-CN;q=0.8", "mn-mong"),
        ("mn-Mong-CN", "mn-mong"),
        ("zh-TW", "zh-hans"),
        ("en-US,en;q=0.9,zh;q=0.5", "zh-hans"),
        ("zh;q=0.3, kk-Arab;q=0.9", "kk-arab"),
        ("kk-KZ", ""),
        ("mn", ""),
        ("kk-CN;q=0, zh", "zh-hans"),
        ("*", ""),
        ("", ""),
    ],
)
def test_the_readers_script_is_found(header: str, code: str) -> None:
    assert best_match(header, codes()) == code


def test_only_editions_that_exist_are_chosen() -> None:
    assert best_match("kk-CN,zh;q=0.1", ["zh-hans", "mn-mong"]) == "zh-hans"


@given(st.text())
def test_any_header_is_answered(header: str) -> None:
    assert best_match(header, codes()) in {"", *codes()}
