"""Dates as each language writes them on government sites in China (日期写法).

Kazakh numbers its months instead of naming them; Mongolian puts an ordinal after the month that follows the
vowel harmony of the spoken number. Neither Django's nor CLDR's formats know this.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from . import registry

NNBSP = "\u202f"
MVS = "\u180e"
FEMININE_ENDINGS = frozenset({1, 4, 9})
"""Last digits whose spoken number takes the feminine ordinal (1, 4, 9, 11, 14, 19 …)."""


def format_date(moment: datetime | date, code: str) -> str:
    """Return the date of ``moment`` as the language ``code`` writes it; an aware time is read in local time.

    Raises ``registry.UnknownLanguage`` for a code that the registry does not hold.
    """
    registry.get(code)
    return _FORMATS[code](_local(moment))


def format_minute(moment: datetime) -> str:
    """Return ``YYYY-MM-DD HH:MM`` of ``moment`` in local time (发布时间的统一写法)."""
    return f"{_local(moment):%Y-%m-%d %H:%M}"


def mongolian_ordinal(number: int) -> str:
    """Return the ordinal suffix that follows the digits of ``number`` in Mongolian script."""
    return "ᠳ᠋ᠦᠭᠡᠷ" if number % 10 in FEMININE_ENDINGS else "ᠳ᠋ᠤᠭᠠᠷ"


def _local(moment: datetime | date) -> datetime | date:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def _chinese(day: datetime | date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _kazakh_arabic(day: datetime | date) -> str:
    return f"{day.year} - جىلى {day.month} - ايدىڭ {day.day} - كۇنى"


def _mongolian(day: datetime | date) -> str:
    month = f"{day.month} {mongolian_ordinal(day.month)} ᠰᠠᠷ{MVS}ᠠ{NNBSP}ᠶᠢᠨ"
    return f"{day.year} ᠣᠨ{NNBSP}ᠤ {month} {day.day}{NNBSP}ᠤ ᠡᠳᠦᠷ"


_FORMATS: dict[str, Callable[[datetime | date], str]] = {
    "zh-hans": _chinese,
    "kk-arab": _kazakh_arabic,
    "mn-mong": _mongolian,
}
