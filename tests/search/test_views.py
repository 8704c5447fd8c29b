"""The public search page, asked over HTTP as a reader's browser would."""

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings

from search.engines.sqlite import SqliteEngine
from search.indexing import index_pending
from sites.registry.models import Site

from . import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("search.urls")]

HOST = "www.example.gov.cn"
OWN_HOST = "town.example.gov.cn"
SHELL = '<html lang="{lang}"><body>before<!--search:start--><form></form><!--search:end-->after</body></html>'


@pytest.fixture(autouse=True)
def hosts() -> object:
    with override_settings(ALLOWED_HOSTS=["*"]):
        yield


@pytest.fixture
def cluster(var: Path) -> dict[str, Site]:
    made = {
        "portal": factories.site("portal", host=HOST),
        "jyj": factories.site("jyj", host=HOST, path="jyj", kind="department"),
        "town": factories.site("town", host=OWN_HOST, kind="township"),
    }
    for site in made.values():
        for language in factories.LANGUAGES:
            folder = var / "www" / site.host / site.path / ("" if language == "zh-hans" else language) / "search"
            folder.mkdir(parents=True)
            (folder / "index.html").write_text(SHELL.format(lang=language), encoding="utf-8")
    SqliteEngine().index([])
    return made


def publish(*given: object, **more: object) -> object:
    shown = factories.document(*given, **more)  # type: ignore[arg-type]
    factories.announce(shown)
    index_pending()
    return shown


def get(path: str, host: str = HOST, **data: str) -> tuple[int, str]:
    answer = Client().get(path, data, headers={"host": host})
    assert not answer.cookies
    return answer.status_code, answer.content.decode()


def links(html: str) -> list[str]:
    return re.findall(r'<h3><a href="([^"]+)"', html)


def test_without_a_query_the_form_stands_in_the_page(cluster: dict[str, Site]) -> None:
    status, html = get("/search/")
    assert status == 200
    assert html.startswith('<html lang="zh-hans"><body>before<!--search:start-->')
    assert html.endswith("<!--search:end-->after</body></html>")
    assert 'action="/search/"' in html
    assert "<h3>" not in html


def test_the_portal_finds_documents_of_all_sites(cluster: dict[str, Site]) -> None:
    own = publish(cluster["portal"], "招生通知")
    neighbour = publish(cluster["jyj"], "招生公告", "义务教育<b>招生</b>工作。")
    other = publish(cluster["town"], "招生安排")
    _status, html = get("/search/", q="招生")
    assert set(links(html)) == {f"/{own.path}", f"/jyj/{neighbour.path}", f"https://{OWN_HOST}/{other.path}"}
    assert "<mark>招生</mark>" in html
    assert "共找到 3 条结果" in html
    assert links(get("/search/", q="招生", scope="site")[1]) == [f"/{own.path}"]


def test_another_site_searches_itself_unless_asked(cluster: dict[str, Site]) -> None:
    publish(cluster["portal"], "招生通知")
    neighbour = publish(cluster["jyj"], "招生公告")
    assert links(get("/jyj/search/", q="招生")[1]) == [f"/jyj/{neighbour.path}"]
    assert len(links(get("/jyj/search/", q="招生", scope="all")[1])) == 2


def test_the_portals_mongolian_edition_finds_the_townships_notice(cluster: dict[str, Site]) -> None:
    notice = publish(cluster["town"], "ᠦᠪᠣᠷ ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ ᠮᠡᠳᠡᠭᠳᠡᠯ", language="mn-mong")
    _status, html = get("/mn-mong/search/", q="ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ")
    assert links(html) == [f"https://{OWN_HOST}/{notice.path}"]
    assert 'action="/mn-mong/search/"' in html


def test_cyrillic_finds_arabic_in_the_kazakh_edition(cluster: dict[str, Site]) -> None:
    decision = publish(cluster["jyj"], "حالىق قۇرىلتايىنىڭ ٴماجىلىسى", language="kk-arab")
    for query in ("халық құрылтайы", "ﻣﺎﺟﯩﻠﯩﺴﻰ", "ءماجىلىسى"):
        assert links(get("/jyj/kk-arab/search/", q=query)[1]) == [f"/jyj/{decision.path}"], query


def test_other_languages_are_found_when_asked_for(cluster: dict[str, Site]) -> None:
    publish(cluster["portal"], "苏木 ᠮᠣᠩᠭᠣᠯ", language="mn-mong")
    assert links(get("/search/", q="苏木")[1]) == []
    assert len(links(get("/search/", q="苏木", scope="languages")[1])) == 1


def test_what_was_withdrawn_is_not_shown_even_before_the_index_knows(cluster: dict[str, Site]) -> None:
    shown = publish(cluster["portal"], "招生通知")
    factories.withdraw(shown)  # type: ignore[arg-type]
    assert "招生通知" not in get("/search/", q="招生")[1]


def test_pages_lead_to_each_other(cluster: dict[str, Site]) -> None:
    for number in range(12):
        factories.announce(factories.document(cluster["portal"], f"招生通知{number}"))
    index_pending()
    first, second = get("/search/", q="招生")[1], get("/search/", q="招生", page="2")[1]
    assert (len(links(first)), len(links(second))) == (10, 2)
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="prev"' in second and 'rel="next"' not in second
    assert "page=2" in first


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1.5", "٢", "99999999", "3"])
def test_a_bad_page_number_is_refused_in_the_pages_language(cluster: dict[str, Site], page: str) -> None:
    publish(cluster["portal"], "招生通知")
    status, html = get("/search/", q="招生", page=page)
    assert status == 400
    assert 'role="alert"' in html
    assert re.search("[一-龥]", html)
    status, html = get("/kk-arab/search/", q="招生", page=page)
    assert status == 400
    assert not re.search(r"role=\"alert\">[^<]*[一-龥]", html)


def test_too_long_a_query_is_refused(cluster: dict[str, Site]) -> None:
    assert get("/search/", q="招" * 100)[0] == 200
    status, html = get("/search/", q="招" * 101)
    assert status == 400
    assert 'role="alert"' in html


def test_what_was_typed_comes_back_escaped(cluster: dict[str, Site]) -> None:
    publish(cluster["portal"], "<img src=x onerror=1>招生", "&lt;script&gt;招生&lt;/script&gt;")
    _status, html = get("/search/", q='"><script>招生')
    assert "<script" not in html
    assert "<img" not in get("/search/", q="招生")[1]


def test_without_an_index_the_page_says_so(cluster: dict[str, Site], var: Path) -> None:
    (var / "search.sqlite3").unlink()
    status, html = get("/search/", q="招生")
    assert status == 503
    assert 'role="alert"' in html
    assert get("/search/")[0] == 200


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("/search/", "unknown.example.gov.cn"),
        ("/nothing/search/", HOST),
        ("/jyj/nothing/search/", HOST),
        ("/zh-hans/search/", HOST),
        ("/jyj/search/", OWN_HOST),
        ("/mn-mong/jyj/search/", HOST),
        ("/../search/", HOST),
        ("/%2e%2e/search/", HOST),
    ],
)
def test_unknown_places_do_not_exist(cluster: dict[str, Site], path: str, host: str) -> None:
    assert get(path, host, q="招生")[0] == 404


def test_an_edition_without_its_released_page_does_not_exist(cluster: dict[str, Site], var: Path) -> None:
    (var / "www" / HOST / "search" / "index.html").unlink()
    assert get("/search/")[0] == 404


def test_the_port_of_the_host_does_not_matter(cluster: dict[str, Site]) -> None:
    assert get("/search/", f"{HOST.upper()}:8001")[0] == 200


def test_only_reading_is_answered(cluster: dict[str, Site]) -> None:
    client = Client(enforce_csrf_checks=False)
    assert client.post("/search/", {"q": "招生"}, headers={"host": HOST}).status_code == 405
    assert client.head("/search/", {"q": "招生"}, headers={"host": HOST}).status_code == 200


def test_a_page_of_results_costs_few_queries(cluster: dict[str, Site], django_assert_max_num_queries: object) -> None:
    for number in range(10):
        factories.announce(factories.document(cluster["portal"], f"招生通知{number}"))
    index_pending()
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        get("/search/", q="招生")
