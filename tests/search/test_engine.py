"""The embedded engine on real index files."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines import EngineUnavailable
from search.engines.sqlite import SqliteEngine
from search.query import Query

from . import factories

pytestmark = pytest.mark.django_db


def found(engine: SqliteEngine, text: str, **narrowing: str) -> list[str]:
    language = narrowing.pop("language", "zh-hans")
    return engine.search(Query(text, language, **narrowing)).keys


def test_words_of_every_length_are_found(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    one = factories.document(portal, "关于开展义务教育招生工作的通知", "各苏木乡镇学校，今年招生人数增长5.5%。")
    two = factories.document(portal, "防汛抗旱工作会议召开", "会议要求做好防汛工作。")
    engine.index(factories.indexed(one, two))
    assert engine.count() == 2
    for query in ("招", "招生", "义务教育", "苏木 招生", "增长5.5%", "學校"):
        assert found(engine, query) == [one.key], query
    assert set(found(engine, "工作")) == {one.key, two.key}
    assert found(engine, "招生 防汛") == []
    assert found(engine, "。！") == []


def test_a_title_counts_more_than_the_body(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    body = factories.document(portal, "会议召开", "会议研究了防汛工作，防汛工作很重要。")
    title = factories.document(portal, "防汛工作安排", "有关事项安排如下。")
    engine.index(factories.indexed(body, title))
    assert found(engine, "防汛") == [title.key, body.key]


def test_the_whole_title_and_the_document_number_come_first(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    repeated = "国办发〔2017〕47号。政府网站发展指引。" * 20
    new = datetime(2025, 6, 1, tzinfo=UTC)
    others = [
        factories.document(portal, f"学习政府网站发展指引{n}国办发〔2017〕47号", repeated, day=new) for n in range(5)
    ]
    guide = factories.document(
        portal,
        "政府网站发展指引",
        "全文略。",
        day=datetime(2017, 6, 8, tzinfo=UTC),
        kind="policy",
        payload={"document_number": "国办发〔2017〕47号"},
    )
    engine.index(factories.indexed(*others, guide))
    for query in ("政府网站发展指引", "国办发[2017]47号", "国办发（2017） 47 号"):
        assert found(engine, query)[0] == guide.key, query


def test_of_two_equal_hits_the_newer_comes_first(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    old, new = (
        factories.document(portal, "防汛通知", "请各单位落实。", day=datetime(year, 5, 1, tzinfo=UTC))
        for year in (2015, 2025)
    )
    engine.index(factories.indexed(old, new))
    assert found(engine, "防汛") == [new.key, old.key]


def test_a_very_common_word_is_met_in_titles_first_then_in_the_newest(
    engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.sqlite.WEIGHED", 3)
    portal = factories.site("portal")
    days = [datetime(2020 + n, 1, 1, tzinfo=UTC) for n in range(5)]
    title = factories.document(portal, "防汛要闻", "正文", day=days[0])
    bodies = [factories.document(portal, "会议", "防汛", day=day) for day in days]
    engine.index(factories.indexed(title, *bodies))
    results = engine.search(Query("防汛", "zh-hans"))
    assert results.total == 6
    assert results.keys == [title.key, *(one.key for one in reversed(bodies))]


def test_filters_by_site_and_language(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    school = factories.site("jyj", path="jyj", kind="department")
    chinese = factories.document(portal, "苏木通知")
    township = factories.document(school, "苏木通知")
    mongolian = factories.document(school, "ᠮᠣᠩᠭᠣᠯ 苏木", language="mn-mong")
    engine.index(factories.indexed(chinese, township, mongolian))
    assert set(found(engine, "苏木")) == {chinese.key, township.key, mongolian.key}
    assert found(engine, "苏木", site="portal") == [chinese.key]
    assert found(engine, "苏木", site="jyj", only_language="zh-hans") == [township.key]
    assert found(engine, "苏木", only_language="mn-mong") == [mongolian.key]


def test_scripts_meet(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    mongolian = factories.document(portal, "ᠦᠪᠣᠷ ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ ᠵᠠᠰᠠᠭ", language="mn-mong")
    kazakh = factories.document(portal, "حالىق قۇرىلتايىنىڭ ٴماجىلىسى", language="kk-arab")
    engine.index(factories.indexed(mongolian, kazakh))
    assert found(engine, "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ", language="mn-mong") == [mongolian.key]
    assert found(engine, "халық құрылтайы мәжілісі", language="kk-arab") == [kazakh.key]


def test_pages_and_the_total(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    engine.index(factories.indexed(*(factories.document(portal, f"第{n}号通知") for n in range(25))))
    pages = [engine.search(Query("通知", "zh-hans", page=page)) for page in (1, 2, 3, 4)]
    assert [len(page.keys) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert len({key for page in pages for key in page.keys}) == 25


def test_a_document_indexed_again_replaces_itself(engine: SqliteEngine) -> None:
    shown = factories.document(factories.site("portal"), "旧标题")
    engine.index(factories.indexed(shown))
    factories.rename(shown, "新名称")
    engine.index(factories.indexed(shown))
    assert engine.count() == 1
    assert found(engine, "旧标题") == []
    assert found(engine, "新名称") == [shown.key]
    engine.remove([shown.key, "unknown"])
    assert (engine.count(), found(engine, "新名称")) == (0, [])


def test_without_an_index_search_says_so(engine: SqliteEngine, var: Path) -> None:
    with pytest.raises(EngineUnavailable):
        found(engine, "通知")
    (var / "search.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(EngineUnavailable):
        found(engine, "通知")


def test_readers_see_the_old_index_until_the_new_one_is_whole(engine: SqliteEngine, var: Path) -> None:
    portal = factories.site("portal")
    old = factories.indexed(factories.document(portal, "旧通知"))
    new = factories.indexed(*(factories.document(portal, f"新通知{n}") for n in range(1200)))
    engine.index(old)
    seen: set[int] = set()

    def slowly() -> object:
        for number, one in enumerate(new):
            if number % 300 == 0:
                seen.add(engine.search(Query("通知", "zh-hans")).total)
            yield one

    stop = threading.Event()

    def reading() -> None:
        while not stop.is_set():
            seen.add(SqliteEngine(var / "search.sqlite3").search(Query("通知", "zh-hans")).total)

    reader = threading.Thread(target=reading)
    reader.start()
    try:
        assert engine.rebuild(slowly()) == 1200  # type: ignore[arg-type]
    finally:
        stop.set()
        reader.join()
    assert seen <= {1, 1200}
    assert engine.count() == 1200
    assert not (var / "search.building").exists()
    engine.index(old)
    assert engine.count() == 1201


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=60), st.text("\"*()^:-+ANDORNEAR{}国1a'\\", max_size=30)))
def test_nothing_typed_is_taken_for_syntax(engine: SqliteEngine, text: str) -> None:
    engine.index([])
    assert engine.search(Query(text, "zh-hans")).total == 0
