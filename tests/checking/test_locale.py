"""The Chinese that is laid over Wagtail's own catalogue: it compiles, it fits, and it is what people see."""

import gettext
import importlib.util
import io
import re
import shutil
from pathlib import Path

import pytest
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext, override

from cms.locale.compile import FOLDER, Unreadable, binary, compile_all, messages

CATALOGUES = sorted(FOLDER.rglob("*.po"))
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
LEFT_OUT = {"current_version", "guide_link", "descendant_count"}
"""What a message may leave unsaid."""


def read(path: Path) -> dict[str, str]:
    return messages(path.read_text(encoding="utf-8"))


def compiled(catalogue: dict[str, str]) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(binary(catalogue)))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_the_binary_says_what_the_source_says(path):
    catalogue = {key: text for key, text in read(path).items() if key}
    found = compiled(read(path))
    for key, text in catalogue.items():
        single, _, plural = key.partition("\0")
        assert (found.ngettext(single, plural, 2) if plural else found.gettext(single)) == text


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_every_message_is_chinese_and_keeps_its_places(path):
    for key, text in read(path).items():
        if not key:
            continue
        assert re.search(r"[\u4e00-\u9fff]", PLACE.sub("", text)) or PLACE.search(text), key
        missing = set(PLACE.findall(key)) - set(PLACE.findall(text))
        assert set(PLACE.findall(text)) <= set(PLACE.findall(key)), key
        assert not {place for place in missing if not any(word in place for word in LEFT_OUT)}, key


def wagtail_messages(name: str) -> set[str]:
    """Return the messages that the installed Wagtail marks for translation."""
    root = Path(importlib.util.find_spec("wagtail").origin).parent
    found: set[str] = set()
    for path in root.rglob(f"locale/en/LC_MESSAGES/{name}"):
        text = re.sub(r'"\nmsgstr(\[\d\])? ""', r'"\nmsgstr\1 "x"', path.read_text(encoding="utf-8"))
        found |= {key.partition("\0")[0] for key in messages(text)}
    return found


LABELS = {"Link text", "Email address", "Phone number", "Subject", "Body"}
"""Labels that Django makes from the names of Wagtail's fields; our templates translate them."""


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_wagtail_still_has_every_message(path):
    ours = {key.partition("\0")[0] for key in read(path)} - {""} - LABELS
    assert not ours - wagtail_messages(path.name)


def test_our_words_win():
    with override("zh-hans"):
        assert translated("Search all pages…") == "搜索全部页面……"
        assert translated("Live") == "已公开"
        assert ngettext("Referenced %(count)s time", "Referenced %(count)s times", 2) == "被引用 %(count)s 次"


def test_only_what_is_newer_is_compiled(tmp_path):
    source = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    shutil.copyfile(CATALOGUES[0], source)
    assert (compile_all(tmp_path), compile_all(tmp_path)) == (1, 0)
    assert [path.name for path in sorted(source.parent.iterdir())] == ["django.mo", "django.po"]


def test_a_line_that_is_no_catalogue_is_refused():
    with pytest.raises(Unreadable, match="line 2"):
        messages('msgid "Live"\nLive = 1\n')
