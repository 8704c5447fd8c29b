"""A row of the store that was written around the wall is noticed."""

import pytest

from sites.store import intact, versions
from sites.store.models import Document

from .factories import approve, make_column, make_content, make_site, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return publish(make_content((column := make_column(make_site())).site, column=column.key))


def test_what_was_admitted_is_intact(document):
    for held in Document.objects.all():
        assert intact.demand(held) is held
        assert versions.read(held.digest) == intact.content_of(held)


@pytest.mark.parametrize(
    "values",
    [
        {"title": "另一个"},
        {"payload": {"title": "另一个"}},
        {"digest": "0" * 64},
        {"column": "other"},
        {"kind": "policy"},
    ],
)
def test_a_row_changed_by_hand_is_not(document, values):
    Document.objects.filter(key=document.key).update(**values)
    with pytest.raises(intact.Altered):
        intact.demand(Document.objects.get(key=document.key))


def test_a_column_keeps_its_address_when_its_slug_changes():
    column = make_column(make_site())
    content = make_content(column.site, "column", slug="xinwen", key=column.key, payload={"title": "新闻"})
    content = type(content)(**{**vars(content), "translation_group": column.translation_group})
    approve(content)
    from sites.store.admit import admit

    held = admit(content, person="signer", authors=["author"])
    assert held.path == column.path and intact.demand(Document.objects.get(key=column.key))
    Document.objects.filter(key=column.key).update(payload=held.payload | {"description": "另一个"})
    with pytest.raises(intact.Altered):
        intact.demand(Document.objects.get(key=column.key))


def test_a_version_altered_in_the_database_is_not_read(document):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'store_version'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("UPDATE store_version SET canonical = (SELECT canonical FROM store_version LIMIT 1)")
    with pytest.raises(LookupError):
        versions.read(document.digest)
