"""The ledger is proven whole, by command and by the worker, with the releases as witnesses."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cms.ledger import verification
from cms.ledger.models import Verification
from sites.release import heads
from sites.release.publishing import release_pending
from sites.store import audit, counters
from sites.store.models import AuditEntry, Counter
from tests.unprotected import unprotected

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SUMU_VAR = tmp_path


def cut_off(last: int) -> None:
    """Remove the newest entries and set their counter back, as somebody who holds the database could."""
    with unprotected():
        AuditEntry.objects.filter(id__gt=last).order_by("id")._raw_delete("default")
    Counter.objects.filter(name=audit.ENTRIES).update(value=AuditEntry.objects.count())


def test_the_command_says_that_all_is_whole_and_prints_the_head(capsys):
    audit.record("someone", "log in", "someone")
    call_command("verify_ledger")
    said = capsys.readouterr().out
    head = audit.head()
    assert "操作记录完整，共 1 条" in said
    assert f"链首 {head.entry}:{head.chain}" in said


def test_the_command_names_the_first_break_and_fails():
    made = [audit.record("someone", "log in", f"{number}") for number in range(4)]
    with unprotected(), connection.cursor() as cursor:
        cursor.execute("UPDATE store_auditentry SET subject = 'x' WHERE id = %s", [made[1].pk])
    with pytest.raises(CommandError, match=f"第 {made[1].pk} 条已被改动"):
        call_command("verify_ledger")


def test_a_missing_trigger_fails_the_verification():
    audit.record("someone", "log in", "someone")
    with unprotected(), pytest.raises(CommandError, match="触发器"):
        call_command("verify_ledger")


def test_a_head_that_somebody_wrote_down_proves_what_was_cut_off():
    made = [audit.record("someone", "log in", f"{number}") for number in range(4)]
    kept = f"{made[3].pk}:{made[3].chain}"
    call_command("verify_ledger", "--head", kept)
    cut_off(made[1].pk)
    call_command("verify_ledger")
    with pytest.raises(CommandError, match=f"第 {made[3].pk} 条缺失"):
        call_command("verify_ledger", "--head", kept)


def test_every_release_witnesses_the_head_of_the_ledger(portal, capsys):
    release_pending()
    found = heads.witnessed()
    head = audit.head()
    assert head.chain in found[head.entry]
    call_command("verify_ledger")
    assert f"存证 {len(found)} 处相符" in capsys.readouterr().out
    cut_off(head.entry - 2)
    with pytest.raises(CommandError, match=r"存证（portal [0-9a-f]{12}）证明它曾经存在"):
        call_command("verify_ledger")


def test_the_worker_verifies_in_parts_once_a_day(monkeypatch):
    monkeypatch.setattr(verification, "PART", 3)
    for number in range(7):
        audit.record("someone", "log in", f"{number}")
    parts = 0
    while verification.verify_part():
        parts += 1
        audit.record("someone", "log in", "meanwhile") if parts == 1 else None
    assert parts == 3
    run = verification.newest()
    assert (run.entries, run.broken) == (8, "")
    assert counters.last(audit.ENTRIES) == 8
    assert Verification.objects.count() == 1
    assert verification.ask("auditor").pk == verification.ask("another").pk
