"""The cost of a change follows the change, not the size of the site."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.store import listing
from tests.store.factories import make_column, make_content, make_site, publish

from .live import Live

pytestmark = pytest.mark.django_db


def queries_of_one_publish(live, site, column):
    publish(make_content(site, column=column.key))
    with CaptureQueriesContext(connection) as captured:
        changed = live.carry()["portal"]
    return len(captured), changed


def test_one_publish_asks_as_much_of_a_large_site_as_of_a_small_one(monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 4)
    site, live = make_site(), Live()
    columns = [make_column(site, slug=slug) for slug in ("a", "b")]
    for _ in range(5):
        publish(make_content(site, column=columns[0].key))
    live.carry()
    small, few = queries_of_one_publish(live, site, columns[0])
    for number in range(48):
        publish(make_content(site, column=columns[number % 2].key))
    live.carry()
    large, files = queries_of_one_publish(live, site, columns[0])
    assert large <= small + 2
    assert len(files) == len(few) == 4, "the page, its column, the feed, the sitemap shard"


def test_a_changed_home_renders_no_article_again(monkeypatch):
    site, live = make_site(), Live()
    column = make_column(site)
    publish(make_content(site, column=column.key))
    live.carry()
    home = column.site.documents.get(kind="home")
    payload = {
        "title": "新首页",
        "blocks": [{"type": "introduction", "title": "", "html": "<p>新</p>", "picture": None}],
    }
    publish(make_content(site, "home", key=home.key, translation_group=home.translation_group, payload=payload))
    assert live.carry()["portal"] <= {"index.html", "feed.xml"}
