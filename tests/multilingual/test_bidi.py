"""Isolation of numbers and addresses, in text and in HTML."""

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multilingual.bidi import isolate, isolate_html


def wrapped(text: str) -> str:
    return f'<bdi dir="ltr">{text}</bdi>'


@pytest.mark.parametrize(
    "part",
    [
        "0999-1234567",
        "+86 999 1234567",
        "(0999) 1234567",
        "8:30-18:30",
        "50-100",
        "50～100",
        "国办发〔2017〕47号",
        "https://www.example.gov.cn/a/b.html",
        "office@example.gov.cn",
        "100 km/h",
        "5.5%",
        "2025-11-08",
        "1993 – 2005",
    ],
)
def test_parts_with_an_order_of_their_own_are_isolated(part: str) -> None:
    assert isolate(f"تەلەفون {part} ۋاقىتى") == f"تەلەفون {wrapped(part)} ۋاقىتى"


@pytest.mark.parametrize("text", ["2023 - جىلى 1 - ايدىڭ 7 - كۇنى", "9-بابىنا سايكەس", "15 كەزەكتى", "ᠰᠠᠷᠠ 17 ᠤ"])
def test_plain_numbers_stay_as_they_are(text: str) -> None:
    assert isolate(text) == text


def test_isolate_escapes_its_input() -> None:
    assert isolate('<b>"1-2"</b>&') == f"&lt;b&gt;&quot;{wrapped('1-2')}&quot;&lt;/b&gt;&amp;"


def test_only_text_is_touched() -> None:
    html = '<p title="8:30-18:30">a&amp;b&nbsp;<a href="/x?a=1&amp;b=2-3">8:30-18:30</a><br>&lt;i&gt;</p>'
    assert isolate_html(html) == html.replace(">8:30-18:30<", f">{wrapped('8:30-18:30')}<")


def test_isolated_text_is_left_alone() -> None:
    html = f"<p>{wrapped('1-2')}-3 <bdi>4-5</bdi></p>"
    assert isolate_html(html) == html


text_parts = st.sampled_from(
    [*"0123456789-:/ .%", "+86", "km", "a@b.cn", "ءبىر", "第", "号", "〔2017〕", "http://x.cn/", "&", "<", "\u00a0"]
)
texts = st.lists(text_parts, max_size=12).map("".join)
inline = st.recursive(
    texts.map(lambda text: escape(text, quote=False).replace("\u00a0", "&nbsp;")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.tuples(st.sampled_from(["b", "bdi", "p", 'a href="/1-2"']), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
        ),
    ),
    max_leaves=8,
)


class Reading(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "bdi":
            self.tags.append(self.get_starttag_text() or "")


@given(inline)
def test_isolation_is_idempotent_and_keeps_text_and_tags(html: str) -> None:
    once = isolate_html(html)
    assert isolate_html(once) == once
    before, after = Reading(html), Reading(once)
    assert (after.text, after.tags) == (before.text, before.tags)


@given(st.text())
def test_isolate_keeps_the_text(text: str) -> None:
    unwrapped = isolate(text).replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert unwrapped == escape(text)
