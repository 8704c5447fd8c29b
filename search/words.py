"""The words of the search page: the theme's, and here those that the theme may not have yet."""

from themes import strings

_OWN = {
    "search_all_languages": ("全部网站、全部语种", "ᠪᠦᠬᠦ ᠦᠰᠦᠭ ᠬᠡᠯᠡ", "بارلىق تىلدەر"),
    "search_bad_page": (
        "没有这一页，请从第一页看起。",
        "ᠡᠨᠡ ᠨᠢᠭᠤᠷ ᠪᠠᠢᠬᠤ ᠦᠭᠡᠢ᠃",
        "بۇل بەت جوق، ٴبىرىنشى بەتتەن كورىڭىز.",
    ),
    "search_too_long": ("搜索词太长，请缩短到100字以内。", "ᠬᠠᠢᠬᠤ ᠦᠭᠡ ᠬᠡᠳᠦ ᠤᠷᠲᠤ ᠪᠠᠢᠨ᠎ᠠ᠃", "ىزدەۋ ٴسوزى تىم ۇزىن."),
    "search_unavailable": (
        "搜索暂时不能使用，请稍后再试。",
        "ᠬᠠᠢᠯᠲᠠ ᠶᠢ ᠲᠦᠷ ᠬᠡᠷᠡᠭᠯᠡᠵᠦ ᠪᠣᠯᠬᠤ ᠦᠭᠡᠢ᠃",
        "ىزدەۋدى ۋاقىتشا قولدانۋعا بولمايدى.",
    ),
}
"""Key → Chinese, Mongolian, Kazakh. Certainty of the Mongolian and Kazakh: low, an editor must confirm them."""

_ORDER = ("zh-hans", "mn-mong", "kk-arab")


def text(code: str, key: str) -> str:
    """Return the text that the search page in language ``code`` shows for ``key``.

    Raises ``themes.strings.MissingText`` when neither the theme nor this table has it.
    """
    try:
        return strings.text(code, key)
    except strings.MissingText:
        if key in _OWN and code in _ORDER:
            return _OWN[key][_ORDER.index(code)]
        raise
