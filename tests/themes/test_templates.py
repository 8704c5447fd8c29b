"""Every page template with full and with bare contexts, in every language."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from multilingual import registry
from themes.environment import environment
from themes.location import PACKAGE

from . import samples, serving
from .test_strings import CYRILLIC

VOID = {"meta", "link", "img", "input", "br", "hr", "wbr"}
NAMES = [*samples.TEMPLATES, *(f"column-{lists}" for lists in samples.LISTS)]


class Reading(HTMLParser):
    """Notes what a page consists of and that its tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    assert not reading.open
    return reading


def sample(code: str, name: str) -> samples.Page:
    template, _, lists = name.partition("-")
    return samples.page(code, template, lists=lists or "news")


def test_every_template_compiles() -> None:
    made = environment()
    names = made.list_templates()
    assert len(names) == len(list((PACKAGE / "templates").rglob("*.jinja")))
    for name in names:
        made.get_template(name)
    assert made.autoescape is True


@pytest.mark.parametrize("code", samples.CODES)
@pytest.mark.parametrize("name", NAMES)
def test_pages_render_whole_and_clean(code: str, name: str) -> None:
    full = sample(code, name)
    language = registry.get(code)
    for page in (full, samples.bare(full), replace(full, is_preview=True)):
        html = serving.render(page)
        reading = read(html)
        assert html.startswith("<!DOCTYPE html>")
        assert reading.all("html") == [{"lang": language.html_lang, "dir": language.direction}]
        assert len(reading.all("h1")) == len(reading.all("main")) == 1
        assert not reading.all("style")
        assert all(attributes.get("src") for attributes in reading.all("script"))
        assert all("style" not in attributes for _tag, attributes in reading.tags)
        assert not any(key.startswith("on") for _tag, attributes in reading.tags for key in attributes)
        assert all("alt" in attributes for attributes in reading.all("img"))
        identifiers = [attributes["id"] for _tag, attributes in reading.tags if "id" in attributes]
        assert len(identifiers) == len(set(identifiers))
        text = " ".join(reading.text)
        assert not CYRILLIC.search(text)
        assert not re.search(r"\bNone\b|\bnull\b|Undefined|\{\{|\{%", html)


@pytest.mark.parametrize("code", samples.CODES)
def test_rendering_twice_gives_the_same_bytes(code: str) -> None:
    for name in NAMES:
        assert serving.render(sample(code, name)) == serving.render(sample(code, name))


def test_the_vertical_page_gets_its_script_and_its_viewport() -> None:
    vertical = serving.render(samples.page("mn-mong", "article"))
    assert "assets/vertical.js" in vertical
    assert "minimum-scale=1" in vertical
    for code in ("zh-hans", "kk-arab"):
        horizontal = serving.render(samples.page(code, "article"))
        assert "vertical.js" not in horizontal
        assert "minimum-scale" not in horizontal


def test_versions_are_linked_and_the_chinese_one_comes_first() -> None:
    page = samples.page("kk-arab", "article")
    reading = read(serving.render(replace(page, languages=list(reversed(page.languages)))))
    links = reading.all("link")
    assert {link["hreflang"] for link in links if "hreflang" in link} == {"zh-Hans", "mn-Mong", "kk-Arab"}
    assert [link["href"] for link in links if link["rel"] == "canonical"] == [page.absolute_url]
    switch = [anchor for anchor in reading.all("a") if "hreflang" in anchor][:3]
    assert switch[0]["lang"] == "zh-Hans-CN"
    assert ("rtl", "true") in {(anchor["dir"], anchor.get("aria-current")) for anchor in switch}


def test_a_home_page_in_place_of_a_translation_is_no_alternate() -> None:
    page = samples.page("zh-hans", "article")
    languages = [replace(link, is_translation=link.is_current) for link in page.languages]
    html = serving.render(replace(page, languages=languages))
    assert html.count('rel="alternate" hreflang') == 1
    assert "translations-heading" not in html


def test_what_people_typed_is_escaped() -> None:
    hostile = '<script>alert("1")</script>'
    for code in samples.CODES:
        page = samples.page(code, "article")
        html = serving.render(replace(page, title=hostile, source=hostile, payload=page.payload | {"author": hostile}))
        assert "<script>alert" not in html


def test_numbers_are_isolated_where_lines_do_not_run_plainly_to_the_right() -> None:
    for code, count in (("zh-hans", 0), ("mn-mong", 1), ("kk-arab", 1)):
        html = serving.render(samples.page(code, "leader"))
        assert ('<bdi dir="ltr">0' in html) == bool(count)


def test_the_time_of_publication_is_beijing_time_to_the_minute() -> None:
    html = serving.render(samples.page("zh-hans", "article"))
    assert '<time datetime="2025-11-08T09:30+08:00" dir="ltr">2025-11-08 09:30</time>' in html


def test_statutory_items_without_data_are_left_out() -> None:
    full = serving.render(samples.page("zh-hans", "home"))
    bare = serving.render(samples.bare(samples.page("zh-hans", "home")))
    for item in ("网站标识码", "我为政府网站找错", "网站地图", "ICP备", "公网安备", "联系方式"):
        assert item in full
        assert item not in bare
    assert "主办单位" in bare


def test_a_policy_that_is_no_longer_in_force_says_so_above_its_text() -> None:
    page = samples.page("zh-hans", "policy")
    for validity, label in (("repealed", "已废止"), ("expired", "已失效"), ("amended", "已修改")):
        payload = page.payload | {"policy": page.payload["policy"] | {"validity": validity}}
        assert f"<strong>{label}</strong>" in serving.render(replace(page, payload=payload))
    assert "validity-notice" not in serving.render(page)


def test_the_preview_is_marked_and_kept_from_crawlers() -> None:
    page = samples.page("zh-hans", "article")
    html = serving.render(replace(page, is_preview=True))
    assert "预览：仅供编审人员查看" in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert "preview-notice" not in serving.render(page)


def test_wide_tables_scroll_by_themselves_and_by_keyboard() -> None:
    html = serving.render(samples.page("zh-hans", "article"))
    assert html.count("<table") == html.count('class="table-region" role="group"') == html.count('tabindex="0"') == 3


@pytest.mark.parametrize("code", samples.CODES)
def test_the_search_page_and_its_results_share_one_form(code: str) -> None:
    shell = serving.render(samples.page(code, "search"))
    assert shell.count("<!--search:start-->") == shell.count("<!--search:end-->") == 1
    empty = shell.split("<!--search:start-->")[1].split("<!--search:end-->")[0]
    assert 'name="q" value=""' in empty
    results = serving.search_page(code)
    assert len(read(results).all("mark")) == 6
    assert [field["name"] for field in read(results).all("input")] == [f["name"] for f in read(shell).all("input")]
    assert "results-heading" in serving.search_page(code, with_results=False)
    fragment = environment(code).get_template("fragments/search_results.jinja")
    failed = fragment.render(search=samples.search_page(code, with_results=False, error="稍后再试"))
    assert 'role="alert">稍后再试<' in failed
    assert "results-heading" not in failed


def test_a_column_of_columns_shows_what_they_hold_and_is_not_called_empty() -> None:
    full = samples.page("zh-hans", "column", lists="notices")
    assert full.blocks
    assert serving.render(full).count('class="home-column"') == 2
    assert "此栏目暂无内容" not in serving.render(replace(full, items=[]))
    assert "此栏目暂无内容" in serving.render(replace(full, items=[], blocks=[]))


def test_the_site_map_is_a_tree() -> None:
    page = samples.page("zh-hans", "site_map")
    reading = read(serving.render(page))
    assert len(page.blocks) == 6
    assert len([tag for tag, attributes in reading.tags if attributes.get("class") == "link-tree"]) == 1
    assert serving.render(page).count("<li><a") > 6 + sum(len(block["children"]) for block in page.blocks)
