"""The trail holds the digest of every approval: an altered or removed one is named."""

import pytest
from django.db import connection

from sites.store import audit, evidence
from sites.store.models import Approval
from tests.store.factories import make_content, make_site, publish
from tests.unprotected import unprotected

pytestmark = pytest.mark.django_db


@pytest.fixture
def given():
    publish(make_content(make_site(), "home"))
    return Approval.objects.order_by("id").last()


def alter(statement: str, *values: object) -> None:
    with unprotected(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_unaltered_approvals_agree(given):
    assert evidence.demand() == Approval.objects.count() == 2


@pytest.mark.parametrize("column", ["note", "form", "shown", "on_behalf_of", "person_name", "authors", "digest", "at"])
def test_an_altered_approval_is_named(given, column):
    value = {"form": "{}", "authors": '["nobody"]', "at": "2001-01-01 00:00:00"}.get(column, "other")
    alter(f"UPDATE store_approval SET {column} = %s WHERE id = %s", value, given.pk)
    assert audit.verify() > 0
    with pytest.raises(audit.BrokenChain, match=f"{given.pk} 号）已被改动"):
        evidence.demand()


def test_a_removed_approval_is_named(given):
    alter("DELETE FROM store_approval WHERE id = %s", given.pk)
    with pytest.raises(audit.BrokenChain, match=f"{given.pk} 号）已被删除"):
        evidence.demand()
