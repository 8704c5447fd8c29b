"""The languages an edition can be written in (语种登记表).

Django's own answers for ``kk-arab`` and ``mn-mong`` are wrong (direction, name, fallback), so every
place that asks about a language asks here: html ``lang``, ``dir``, writing mode, dates, names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
WritingMode = Literal["horizontal-tb", "vertical-lr"]


@dataclass(frozen=True)
class Language:
    """One language of the cluster.

    ``code`` is Django's and Wagtail's code and the path segment of an edition; ``html_lang`` is the
    BCP 47 tag for the ``lang`` attribute; ``hreflang`` the tag for links between editions;
    ``name`` is the language's own name in its own script, ``chinese_name`` its name for the staff.
    """

    code: str
    html_lang: str
    hreflang: str
    direction: Direction
    writing_mode: WritingMode
    name: str
    chinese_name: str

    @property
    def is_vertical(self) -> bool:
        """Whether lines run from top to bottom."""
        return self.writing_mode == "vertical-lr"


DEFAULT = "zh-hans"

_LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("zh-hans", "zh-Hans-CN", "zh-Hans", "ltr", "horizontal-tb", "简体中文", "中文"),
        Language("mn-mong", "mn-Mong-CN", "mn-Mong", "ltr", "vertical-lr", "ᠮᠣᠩᠭᠣᠯ", "蒙古文"),
        Language("kk-arab", "kk-Arab-CN", "kk-Arab", "rtl", "horizontal-tb", "قازاقشا", "哈萨克文"),
    )
}


class UnknownLanguage(LookupError):
    """Raised when a code is not in the registry."""


def get(code: str) -> Language:
    """Return the language with this ``code``.

    Raises ``UnknownLanguage`` for a code that the registry does not hold.
    """
    try:
        return _LANGUAGES[code]
    except KeyError:
        raise UnknownLanguage(f"unknown language code: {code!r}") from None


def codes() -> list[str]:
    """Return the codes of all languages, the default one first."""
    return list(_LANGUAGES)


def all_languages() -> Iterator[Language]:
    """Yield the languages, the default one first (法定顺序：国家通用语言文字在前)."""
    yield from _LANGUAGES.values()
