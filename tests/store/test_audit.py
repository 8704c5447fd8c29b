"""The trail is chained: any alteration is named."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import connection

from sites.store import audit
from sites.store.content import canonical_json
from sites.store.models import AuditEntry
from tests.unprotected import unprotected

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    return [audit.record("someone", "act", f"subject {number}", detail=number) for number in range(5)]


def alter(statement: str, *values: object) -> None:
    with unprotected(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_whole_trail_verifies(entries):
    assert audit.verify() == 5


def test_an_entry_says_who_in_which_role_from_where_and_at_which_site():
    with audit.acting(origin="10.0.0.7", role="first"):
        with audit.acting(role="sign"):
            inner = audit.record("someone", "act", "subject", site="portal")
        outer = audit.record("someone", "act", "subject", role="editor")
    after = audit.record("someone", "act", "subject")
    assert (inner.origin, inner.role, inner.site) == ("10.0.0.7", "sign", "portal")
    assert (outer.origin, outer.role, outer.site) == ("10.0.0.7", "editor", "")
    assert (after.origin, after.role) == ("", "")
    assert audit.verify() == 3


def test_an_entry_from_before_sites_roles_and_origins_were_kept_still_fits():
    said = {"at": 0, "person": "p", "act": "a", "subject": "s", "digest": "", "detail": {}, "previous": ""}
    known = hashlib.sha256(canonical_json(said)).hexdigest()
    entry = AuditEntry(at=datetime.fromtimestamp(0, UTC), person="p", act="a", subject="s")
    assert audit.chain_of(entry) == known


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE store_auditentry SET person = 'other' WHERE id = %s", 2),
        ("UPDATE store_auditentry SET origin = '10.9.9.9' WHERE id = %s", 2),
        ("UPDATE store_auditentry SET role = 'sign' WHERE id = %s", 2),
        ("UPDATE store_auditentry SET site = 'other' WHERE id = %s", 2),
        ("DELETE FROM store_auditentry WHERE id = %s", 3),
    ],
)
def test_the_first_break_is_named(entries, statement, named):
    alter(statement, entries[2].pk)
    with pytest.raises(audit.BrokenChain, match=str(entries[named].pk)):
        audit.verify()


def test_a_trail_cut_short_is_noticed(entries):
    alter("DELETE FROM store_auditentry WHERE id = %s", entries[-1].pk)
    with pytest.raises(audit.BrokenChain, match="末尾"):
        audit.verify()


def test_a_trail_cut_short_together_with_its_counter_is_noticed_by_a_head_kept_elsewhere(entries):
    anchors = {entries[-1].pk: {entries[-1].chain: "portal 的发布记录"}}
    assert audit.demand_heads(anchors) == 1
    alter("DELETE FROM store_auditentry WHERE id = %s", entries[-1].pk)
    alter("UPDATE store_counter SET value = 4 WHERE name = %s", audit.ENTRIES)
    assert audit.verify() == 4
    with pytest.raises(audit.BrokenChain, match="portal 的发布记录"):
        audit.demand_heads(anchors)


def test_a_trail_rewritten_as_a_whole_is_noticed_by_a_head_kept_elsewhere(entries):
    anchors = {entries[3].pk: {entries[3].chain: "portal 的发布记录"}}
    previous = entries[0].chain
    for entry in entries[1:]:
        entry.person, entry.previous = "nobody", previous
        entry.chain = previous = audit.chain_of(entry)
        alter(
            "UPDATE store_auditentry SET person = %s, previous = %s, chain = %s WHERE id = %s",
            *(entry.person, entry.previous, entry.chain, entry.pk),
        )
    assert audit.verify() == 5
    with pytest.raises(audit.BrokenChain, match=str(entries[3].pk)):
        audit.demand_heads(anchors)


def test_the_head_is_the_newest_entry(entries):
    assert audit.head() == audit.Head(entries[-1].pk, entries[-1].chain)
    with unprotected():
        AuditEntry.objects.all()._raw_delete("default")
    assert audit.head() == audit.Head()
    with pytest.raises(audit.BrokenChain):
        audit.verify()


def test_a_trail_verified_in_parts_is_verified_as_a_whole(entries):
    so_far = audit.verify_on(audit.Verified(), 3)
    assert so_far == audit.Verified(audit.Head(entries[2].pk, entries[2].chain), 3)
    assert audit.verify_rest(so_far).entries == 5
    alter("UPDATE store_auditentry SET person = 'x' WHERE id = %s", entries[4].pk)
    with pytest.raises(audit.BrokenChain, match=str(entries[4].pk)):
        audit.verify_on(so_far)
