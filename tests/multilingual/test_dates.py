"""Dates in three languages."""

from datetime import UTC, date, datetime

import pytest

from multilingual.dates import format_date, format_minute, mongolian_ordinal
from multilingual.registry import UnknownLanguage


def test_each_language_writes_dates_as_official_sites_do() -> None:
    day = date(2023, 3, 29)
    assert format_date(day, "zh-hans") == "2023年3月29日"
    assert format_date(day, "kk-arab") == "2023 - جىلى 3 - ايدىڭ 29 - كۇنى"
    written = format_date(date(2015, 6, 17), "mn-mong")
    assert written == "2015 ᠣᠨ\u202fᠤ 6 ᠳ᠋ᠤᠭᠠᠷ ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 17\u202fᠤ ᠡᠳᠦᠷ"


@pytest.mark.parametrize("month", [1, 4, 9, 11])
def test_mongolian_ordinal_is_feminine_after_one_four_nine(month: int) -> None:
    assert mongolian_ordinal(month) == "ᠳ᠋ᠦᠭᠡᠷ"


@pytest.mark.parametrize("month", [2, 3, 5, 6, 7, 8, 10, 12])
def test_mongolian_ordinal_is_masculine_otherwise(month: int) -> None:
    assert mongolian_ordinal(month) == "ᠳ᠋ᠤᠭᠠᠷ"


def test_aware_times_are_read_in_local_time() -> None:
    late = datetime(2025, 11, 7, 17, 5, tzinfo=UTC)
    assert format_date(late, "zh-hans") == "2025年11月8日"
    assert format_minute(late) == "2025-11-08 01:05"
    assert format_minute(datetime(2025, 11, 7, 17, 5)) == "2025-11-07 17:05"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(UnknownLanguage):
        format_date(date(2025, 1, 1), "kk")
