"""The index follows the store's outbox."""

from io import StringIO

import pytest
from django.core.management import call_command

from search.engines.sqlite import SqliteEngine
from search.indexing import index_pending
from search.query import Query
from sites.store import outbox
from sites.store.models import OutboxEntry

from . import factories

pytestmark = pytest.mark.django_db


def keys(text: str) -> list[str]:
    return SqliteEngine().search(Query(text, "zh-hans")).keys


def test_changes_reach_the_index_once(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    shown = factories.document(portal, "防汛通知")
    factories.announce(shown)
    outbox.announce(portal, "site", [])
    assert index_pending() == 2
    assert index_pending() == 0
    assert keys("防汛") == [shown.key]
    assert not OutboxEntry.objects.filter(indexed_at=None).exists()


def test_what_is_withdrawn_leaves_the_index(engine: SqliteEngine) -> None:
    shown = factories.document(factories.site("portal"), "防汛通知")
    factories.announce(shown)
    index_pending()
    factories.withdraw(shown)
    index_pending()
    assert (keys("防汛"), engine.count()) == ([], 0)


def test_only_what_readers_look_for_is_indexed(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    for kind in ("home", "column", "article", "policy", "service", "leader"):
        factories.announce(factories.document(portal, f"通知{kind}", kind=kind))
    index_pending()
    assert engine.count() == 5


def test_one_bad_document_does_not_stop_the_others(engine: SqliteEngine, caplog: pytest.LogCaptureFixture) -> None:
    portal = factories.site("portal")
    bad = factories.document(portal, "坏通知", payload={"body": 7})
    good = factories.document(portal, "好通知")
    for one in (bad, good):
        factories.announce(one)
    assert index_pending() == 2
    assert keys("通知") == [good.key]
    assert bad.key in caplog.text


def test_rebuilding_takes_everything_public(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    shown = factories.document(portal, "防汛通知", "表格", payload={"keywords": ["汛期"]})
    factories.withdraw(factories.document(portal, "撤下的通知"))
    output = StringIO()
    call_command("rebuild_index", stdout=output)
    assert "1 篇" in output.getvalue()
    assert keys("通知") == [shown.key]
    assert keys("汛期") == [shown.key]


def test_every_part_of_a_document_is_found(engine: SqliteEngine) -> None:
    portal = factories.site("portal")
    payload = {
        "summary": "摘要部分",
        "document_number": "旗政办发〔2025〕3号",
        "body": [
            {"type": "text", "html": "<p>正文<b>部分</b>甲</p><ul><li>列项乙&amp;丙</li></ul>"},
            {"type": "heading", "text": "小标题丁", "level": 2},
            {"type": "picture", "picture": {"alt": "图说戊", "caption": "", "sizes": []}},
            {"type": "table", "caption": "表名己", "header": True, "rows": [["庚", "辛壬"]]},
            {"type": "quote", "text": "引文癸", "attribution": "出处子"},
        ],
        "attachments": [{"name": "附件丑.pdf"}],
        "service": {"basis": "依据寅", "materials": ["材料卯"], "phone": "0477-1234567"},
    }
    shown = factories.document(portal, "标题", payload=payload)
    factories.announce(shown)
    index_pending()
    body = "摘要部分 正文部分甲 列项乙 小标题丁 图说戊 表名己 辛壬 引文癸 出处子"
    for word in [*body.split(), "附件丑", "依据寅", "材料卯", "0477-1234567", "旗政办发〔2025〕3号"]:
        assert keys(word) == [shown.key], word
