"""The cost of a change follows the change, not the size of the site."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.build.newest import newest_documents
from sites.build.reading import BuildReader
from sites.build.shared import Run
from sites.store import listing
from sites.store.models import Document
from tests.store.factories import make_column, make_content, make_site, publish, take_back

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


def test_one_publish_asks_as_much_with_many_columns_as_with_few():
    site, live = make_site(), Live()
    column = make_column(site)
    publish(make_content(site, column=column.key))
    live.carry()
    few, _files = queries_of_one_publish(live, site, column)
    for number in range(30):
        publish(make_content(site, column=make_column(site, slug=f"c{number}").key))
    live.carry()
    many, _files = queries_of_one_publish(live, site, column)
    assert many <= few + 2


def test_the_newest_documents_are_found_where_withdrawn_ones_left_their_slots_empty():
    site = make_site()
    column, other = make_column(site), make_column(site, slug="other")
    made = [publish(make_content(site, column=column.key)) for _ in range(7)]
    publish(make_content(site, column=other.key))
    for document in made[3:6]:
        take_back(document)
    reader = BuildReader(Run(site).edition("zh-hans"))
    found = newest_documents({column.key: 3, other.key: 3}, reader.shared.last_slots)
    assert {key: [one.number for one in held] for key, held in found.items()} == {column.key: [7, 3, 2], other.key: [8]}


def test_a_feed_holds_the_newest_by_the_date_that_readers_see():
    """Whether the whole edition was just passed over or the store is asked; a document moved in late is still old."""
    site = make_site()
    column, other = make_column(site), make_column(site, slug="other")
    for place, day in ((column, 3), (column, 9), (other, 5), (column, 1)):
        publish(make_content(site, column=place.key, payload={"display_date": f"2026-11-0{day}"}))
    shared = Run(site).edition("zh-hans")
    asked = [document.number for document in BuildReader(shared).newest(3)]
    for document in Document.objects.filter(site=site, number__gt=0):
        shared.survey.note(document)
    shared.survey.complete()
    assert asked == [2, 3, 1] == [document.number for document in BuildReader(shared).newest(3)]


def test_a_home_asks_for_all_its_lists_at_once_however_little_they_hold():
    site = make_site()
    columns = [make_column(site, slug=f"c{number}") for number in range(4)]
    for column in columns[:3]:
        publish(make_content(site, column=column.key))
    reader = BuildReader(Run(site).edition("zh-hans"))
    with CaptureQueriesContext(connection) as before:
        reader.look_ahead_newest(dict.fromkeys((column.key for column in columns), 6))
    with CaptureQueriesContext(connection) as captured:
        assert [len(reader.newest_of(column.key, 6)) for column in columns] == [1, 1, 1, 0]
    assert not captured and before
