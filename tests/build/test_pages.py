"""What the public pages say: tags, links, lists, feeds, and what a preview shows."""

import re
from xml.etree import ElementTree

import pytest

from sites.build import page_tags
from sites.build.full import FullBuild
from sites.build.links import resolve_html
from sites.build.preview import render_preview
from sites.registry.models import Edition
from sites.store import blobs, listing
from sites.store.reading import Reader
from tests.store.factories import make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site(code="1522220001")


@pytest.fixture
def column(site):
    return make_column(site, title="通知公告", column_type="通知公告")


def built(site):
    build = FullBuild(site)
    files = dict(build.outputs())
    assert not build.failures
    return files


def tags(data):
    return re.findall(r'<meta name="(\w+)" content="([^"]*)">', data.decode())


def test_each_kind_of_page_carries_its_tags_in_the_order_of_the_standard(site, column):
    document = publish(make_content(site, column=column.key, payload={"title": "标题", "keywords": ["甲", "乙"]}))
    files = built(site)
    names = [tag.name for tag in page_tags.table()]
    ours = {path: [pair for pair in tags(files[path]) if pair[0] in names] for path in files if path.endswith("html")}
    assert [name for name, _ in ours["index.html"]] == names[:3]
    assert [name for name, _ in ours["xw/index.html"]] == names[:7]
    article = dict(ours[document.path])
    assert [name for name, _ in ours[document.path]][:10] == names[:10]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", article["PubDate"])
    assert article["ContentSource"] == "网站portal" and article["Keywords"] == "甲,乙"
    assert "null" not in article.values() and "None" not in article.values()


def test_inner_links_become_addresses_or_text(site, column):
    far = make_site("far", host="far.example.localhost")
    there = make_column(far)
    hidden = publish(make_content(site, column=column.key))
    take_back(hidden)
    html = (
        f'<p><a href="document:{column.key}">近</a> <a class="x" href="document:{there.key}"><b>远</b></a> '
        f'<a href="document:{hidden.key}">不<em>公开</em></a> <a href="https://example.org/">外</a></p>'
    )
    reader = Reader(site, "zh-hans")
    assert resolve_html(reader, html) == (
        '<p><a href="/xw/">近</a> <a class="x" href="http://far.example.localhost:8001/xw/"><b>远</b></a> '
        '不<em>公开</em> <a href="https://example.org/">外</a></p>'
    )
    assert reader.touched == {f"document:{key}" for key in (column.key, there.key, hidden.key)}


def test_list_pages_are_numbered_from_the_oldest(site, column, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    documents = [publish(make_content(site, column=column.key)) for _ in range(7)]
    files = built(site)
    assert {path for path in files if "list_" in path} == {"xw/list_1.html", "xw/list_2.html"}
    oldest = files["xw/list_1.html"].decode()
    assert documents[0].path in oldest and documents[1].path in oldest and documents[2].path not in oldest
    assert 'href="/xw/list_2.html"' in oldest and 'href="/xw/list_1.html"' in files["xw/list_2.html"].decode()


def test_feed_and_sitemaps_are_well_formed_and_complete(site, column):
    control = "标题 <&> \x0b 结束"
    documents = [publish(make_content(site, column=column.key, payload={"title": control})) for _ in range(3)]
    files = built(site)
    feed = ElementTree.fromstring(files["feed.xml"])
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.find("a:entry/a:title", atom).text == "标题 <&>  结束"
    assert feed.find("a:updated", atom).text == max(entry.text for entry in feed.findall("a:entry/a:updated", atom))
    index = [element.text for element in ElementTree.fromstring(files["sitemap.xml"]).iter() if element.text]
    assert index == [f"http://www.example.localhost:8001/sitemap-{number}.xml" for number in (0, 1)]
    listed = files["sitemap-1.xml"].decode()
    assert all(document.path in listed for document in documents)
    assert "http://www.example.localhost:8001/xw/" in files["sitemap-0.xml"].decode()


def test_an_edition_links_to_the_same_page_in_the_other(site, column):
    Edition.objects.create(site=site, language="mn-mong")
    other = make_column(site, language="mn-mong")
    article = publish(make_content(site, column=column.key))
    translated = publish(
        make_content(site, language="mn-mong", column=other.key, translation_group=article.translation_group)
    )
    alone = publish(make_content(site, column=column.key))
    files = built(site)
    assert f'href="/{translated.path}"' in files[article.path].decode()
    assert 'href="/mn-mong/"' in files[alone.path].decode() and translated.path not in files[alone.path].decode()
    assert translated.path.startswith("mn-mong/xw/") and "mn-mong/feed.xml" in files


def test_a_page_that_fails_is_left_out_and_named(site, column):
    bad = publish(make_content(site, column=column.key, payload={"body": [{"type": "no such block"}], "picture": 7}))
    good = publish(make_content(site, column=column.key))
    build = FullBuild(site)
    files = dict(build.outputs())
    assert good.path in files and bad.path not in files
    assert bad.path in [failure.path for failure in build.failures]


def test_two_builds_make_the_same_bytes(site, column):
    publish(make_content(site, column=column.key))
    assert built(site) == built(site)


def without_addresses(html, files_root):
    return html.replace(f"{files_root}assets/", "/assets/").replace(f"{files_root}media/", "/media/")


def test_a_preview_is_the_public_page_but_for_its_notice(site, column):
    size = {"digest": blobs.put(b"jpeg", "jpg"), "extension": "jpg", "width": 4, "height": 3}
    picture = {"alt": "图", "caption": "", "sizes": [size]}
    content = make_content(site, column=column.key, payload={"title": "新稿", "picture": picture})
    before = render_preview(content, files_root="/preview/")
    assert "新稿" in before and "/preview/assets/" in before and "preview.html" in before
    document = publish(content)
    public = built(site)[document.path].decode()
    preview = without_addresses(render_preview(content, files_root="/preview/"), "/preview/")
    ignored = ("preview-notice", 'id="notices"', 'rel="canonical"', 'name="robots"', 'rel="alternate" hreflang')
    lines = [
        [line for line in page.splitlines() if not any(mark in line for mark in ignored)] for page in (public, preview)
    ]
    assert lines[0] == lines[1]


def test_homes_and_columns_have_previews_before_anything_is_public(site):
    home = make_content(
        site, "home", payload={"title": "首页", "blocks": [{"type": "links", "title": "链接", "links": []}]}
    )
    assert "preview-notice" in render_preview(home, files_root="/preview/")
    column = make_content(site, "column", slug="new", payload={"title": "新栏目", "in_navigation": True})
    assert "新栏目" in render_preview(column, files_root="/preview/")
    article = make_content(site, column=column.key, payload={"title": "文章"})
    assert "文章" in render_preview(article, files_root="/preview/")
