"""What is public is made from the tables that the other tests compare, and from no other."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.indexing import index_pending
from sites.registry.models import Site
from sites.release.publishing import release_pending, release_site
from sites.store.models import OutboxEntry
from tests.wall import judge
from tests.wall.town import Town

TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"')


def test_the_public_side_reads_only_the_tables_that_are_compared(town: Town) -> None:
    OutboxEntry.objects.update(released_at=None, indexed_at=None)
    with CaptureQueriesContext(connection) as captured, judge.copied():
        release_pending()
        index_pending()
        release_site(Site.objects.get(key="portal"), "test")
    read = {table for query in captured.captured_queries for table in TABLE.findall(query["sql"])}
    known = {*judge.read_tables(), "store_outboxentry"}
    others = {table for table in read - known if not table.startswith(("store_approval", "store_audit"))}
    assert others == set(), "the builder reads a table that judge.py does not compare"


def test_the_town_stands_as_the_tries_expect(town: Town) -> None:
    before = judge.standing()
    assert len(before.files) > 10 and before.hits["浅草"] and not before.hits["未经审签"]
    assert judge.unlawful(before) == []
