"""What changed between two versions, as a reviewer reads it."""

import copy
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.review.comparison.taking_apart import parts_of
from cms.review.comparison.words import runs
from cms.review.differences import Difference, difference, difference_of_mappings
from sites.store.content import Content, Kind

PICTURE = {
    "alt": "会场",
    "caption": "",
    "sizes": [{"digest": "a" * 64, "extension": "jpg", "width": 480, "height": 320}],
}
FILE = {"name": "申请表.docx", "digest": "b" * 64, "extension": "docx", "size": 12345}


def article(language: str = "zh-hans", kind: Kind = "article", **payload: Any) -> Content:
    text = {
        "type": "text",
        "html": "<p>现将有关事项通知如下。</p><p>一、报名时间为六月一日。</p><p>二、请带好证件。</p>",
    }
    given = {"title": "招生通知", "summary": "", "body": [text], "attachments": [], "picture": None, **payload}
    return Content("portal", language, kind, f"{'0' * 32}-{language}", "0" * 32, payload=given)


def paragraphs(*texts: str) -> list[dict[str, Any]]:
    return [{"type": "text", "html": "".join(f"<p>{text}</p>" for text in texts)}]


def said(found: Difference) -> list[tuple[str, str]]:
    return [(change.how, change.label) for change in found.changes]


@pytest.mark.django_db
def test_fields_and_paragraphs_by_their_names() -> None:
    before = article()
    after = article(
        title="关于招生的通知",
        document_number="国办发〔2017〕47号",
        publish_at="2026-12-01T09:00",
        body=paragraphs("现将有关事项通知如下。", "一、报名时间为七月二日。", "新加的一段。", "二、请带好证件。"),
    )
    found = difference(before, after)
    assert said(found) == [
        ("changed", "标题"),
        ("added", "发文字号"),
        ("changed", "正文第2段"),
        ("added", "正文第3段"),
        ("added", "定时发布"),
    ]
    marked = [(run.change, run.text) for run in found.changes[2].runs if run.change != "same"]
    assert marked == [("gone", "六月一"), ("new", "七月二")]
    assert found.unchanged == 2


@pytest.mark.django_db
def test_a_paragraph_that_only_moved_is_called_so() -> None:
    found = difference(
        article(body=paragraphs("甲段在前。", "乙段。", "丙段。")),
        article(body=paragraphs("乙段。", "丙段。", "甲段在前。")),
    )
    assert [(change.how, change.before and change.before.label, change.label) for change in found.changes] == [
        ("moved", "正文第1段", "正文第3段")
    ]


@pytest.mark.django_db
def test_markup_and_links_count() -> None:
    before = article(body=[{"type": "text", "html": '<p>请看<a href="https://a.example/">说明</a></p><p>注意。</p>'}])
    after = article(
        body=[
            {"type": "text", "html": '<p>请看<a href="https://b.example/">说明</a></p><p><strong>注意。</strong></p>'}
        ]
    )
    found = difference(before, after)
    assert said(found) == [("changed", "正文第1段"), ("formatted", "正文第2段")]
    assert "https://b.example/" in "".join(run.text for run in found.changes[0].runs if run.change != "gone")


@pytest.mark.django_db
def test_pictures_and_attachments_side_by_side() -> None:
    other = copy.deepcopy(PICTURE)
    other["sizes"][0]["digest"] = "c" * 64
    before = article(picture=PICTURE, attachments=[FILE], body=[{"type": "picture", "picture": PICTURE}])
    after = article(
        picture=other, attachments=[{**FILE, "digest": "d" * 64}], body=[{"type": "picture", "picture": PICTURE}]
    )
    found = difference(before, after)
    assert said(found) == [("changed", "题图"), ("changed", "附件")]
    html = render_to_string("cms/review/difference.html", {"difference": found})
    assert html.count("<img") == 2 and "改动前" in html and f"/{'c' * 64}.jpg" in html
    assert "文件已更换" in html and html.count("申请表.docx</a>") == 2


@pytest.mark.django_db
def test_every_kind_of_content() -> None:
    home = [
        {"type": "column_list", "column": f"{'1' * 32}-zh-hans", "count": 6},
        {"type": "links", "title": "常用", "links": [{"text": "政务网", "href": "https://a.example/"}]},
        {"type": "introduction", "title": "本旗简介", "html": "<p>草原。</p>", "picture": PICTURE},
    ]
    changed = copy.deepcopy(home)
    changed[0]["count"] = 8
    changed[1]["links"].append({"text": "新链接", "href": "https://b.example/"})
    found = difference(article(kind="home", blocks=home), article(kind="home", blocks=changed))
    assert [change.how for change in found.changes] == ["changed", "added"]
    column = {"description": "通知", "summary": "通知", "lists": "notices", "position": 1, "in_navigation": True}
    found = difference(article(kind="column", **column), article(kind="column", **{**column, "in_navigation": False}))
    assert said(found) == [("changed", "放进导航")]
    service = {"service": {"basis": "条例", "materials": ["身份证"]}}
    changed_service = {"service": {"basis": "条例", "materials": ["身份证", "户口簿"]}}
    found = difference(article(kind="service", **service), article(kind="service", **changed_service))
    assert said(found) == [("changed", "办理材料")]
    leader = {"leader": {"post": "旗长", "portfolio": "", "position": 1}}
    found = difference(
        article(kind="leader", **leader), article(kind="leader", leader={**leader["leader"], "post": "书记"})
    )
    assert said(found) == [("changed", "职务")]


@pytest.mark.django_db
def test_markup_is_shown_as_text_and_each_script_its_way() -> None:
    found = difference(article(), article(title="<script>alert(1)</script>"))
    html = render_to_string("cms/review/difference.html", {"difference": found})
    assert "<script" not in html and "&lt;" in html and 'lang="zh-Hans-CN"' in html
    found = difference(article("mn-mong"), article("mn-mong", title="ᠮᠡᠳᠡᠭᠳᠡᠯ"))
    assert "sumu-script--vertical" in render_to_string("cms/review/difference.html", {"difference": found})
    found = difference(article("kk-arab"), article("kk-arab", title="حابارلاندىرۋ"))
    assert 'dir="rtl"' in render_to_string("cms/review/difference.html", {"difference": found})


def test_a_word_is_never_marked_in_part() -> None:
    words = runs("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "ᠮᠣᠩᠭᠣᠯᠴᠤᠳ ᠬᠡᠯᠡ")
    assert [(run.change, run.text) for run in words] == [("gone", "ᠮᠣᠩᠭᠣᠯ"), ("new", "ᠮᠣᠩᠭᠣᠯᠴᠤᠳ"), ("same", " ᠬᠡᠯᠡ")]


def test_mappings_that_are_no_document() -> None:
    found = difference_of_mappings({"name": "教育局", "phone": "1"}, {"name": "教育体育局", "phone": "1"})
    assert [(change.how, change.label) for change in found.changes] == [("changed", "name")]
    assert difference_of_mappings({"name": "甲"}, {"name": "甲"}).is_empty
    assert difference_of_mappings(None, {"name": "甲"}).is_first


TEXTS = st.text("甲乙丙 <b>&中abᠮقـ", max_size=6)
BLOCKS = st.one_of(
    TEXTS.map(lambda text: {"type": "text", "html": f"<p>{text.replace('<', '').replace('&', '')}</p>"}),
    TEXTS.map(lambda text: {"type": "heading", "text": text, "level": 2}),
    st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=3).map(
        lambda rows: {"type": "table", "caption": "", "header": True, "rows": rows}
    ),
    TEXTS.map(lambda text: {"type": "quote", "text": text, "attribution": ""}),
    TEXTS.map(lambda text: {"type": "unknown", "what": text}),
)
PAYLOADS = st.fixed_dictionaries(
    {"title": TEXTS, "summary": TEXTS, "body": st.lists(BLOCKS, max_size=6), "unnamed": TEXTS}
)


class Differences(TestCase):
    """Whatever two contents hold."""

    @settings(max_examples=40, deadline=None)
    @given(PAYLOADS, PAYLOADS)
    def test_no_change_is_hidden(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        old, new = article(**before), article(**after)
        found = difference(old, new)
        assert found.is_empty == (old.digest() == new.digest())
        for change in found.changes:
            kept = "".join(run.text for run in change.runs if run.change != "gone")
            assert change.after is None or change.how == "moved" or kept == change.after.text
        assert difference(old, old).is_empty
        assert len({part.label for part in parts_of(new, {}) if part.group == "body"}) == len(
            [part for part in parts_of(new, {}) if part.group == "body"]
        )
        render_to_string("cms/review/difference.html", {"difference": found})
