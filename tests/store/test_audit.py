"""The trail is chained: any alteration is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from sites.store import audit
from sites.store.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    return [audit.record("someone", "act", f"subject {number}", detail=number) for number in range(5)]


def test_a_whole_trail_verifies(entries, capsys):
    assert audit.verify() == 5
    call_command("verify_ledger")
    assert "5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE store_auditentry SET person = 'other' WHERE id = %s", 2),
        ("DELETE FROM store_auditentry WHERE id = %s", 3),
    ],
)
def test_the_first_break_is_named(entries, statement, named):
    with connection.cursor() as cursor:
        cursor.execute(statement, [entries[2].pk])
    with pytest.raises(audit.BrokenChain, match=str(entries[named].pk)):
        audit.verify()


def test_a_trail_cut_short_is_noticed(entries):
    AuditEntry.objects.filter(pk=entries[-1].pk)._raw_delete("default")
    with pytest.raises(CommandError, match="末尾"):
        call_command("verify_ledger")
