"""Exports: whoever receives one can verify it, without this program."""

import hashlib
import json
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from cms.ledger import export
from sites.store import audit
from sites.store.models import AuditEntry
from tests.ledger.conftest import client_of


def verified(text: str) -> list[dict]:
    """Return the lines of an export after checking them as a stranger would."""
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        said = json.dumps(line["entry"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(said.encode()).hexdigest() == line["chain"]
    for before, after in pairwise(lines):
        if after["id"] == before["id"] + 1:
            assert after["entry"]["previous"] == before["chain"]
    return lines


def test_json_lines_hold_everything_and_verify(portal, auditor):
    response = client_of(auditor).post("/admin/ledger/export/", {"kind": "jsonl"})
    lines = verified(b"".join(response.streaming_content).decode())
    assert [line["id"] for line in lines] == list(AuditEntry.objects.order_by("id").values_list("id", flat=True))
    last = AuditEntry.objects.last()
    assert (last.act, last.person, last.role, last.detail) == ("export ledger", "auditor", "audit", {"form": "jsonl"})
    assert lines[-1]["id"] == last.pk
    assert audit.verify() == len(lines)


def test_a_site_and_a_period_are_exported_alone(portal, township, auditor):
    response = client_of(auditor).post(
        "/admin/ledger/export/", {"kind": "jsonl", "site": "township", "first": "2001-01-01", "last": "2999-01-01"}
    )
    lines = verified(b"".join(response.streaming_content).decode())
    assert {line["entry"]["site"] for line in lines} == {"township"}
    nothing = client_of(auditor).post("/admin/ledger/export/", {"kind": "jsonl", "last": "2001-01-01"})
    assert b"".join(nothing.streaming_content) == b""


def test_a_sites_administrator_exports_their_own_site_alone(portal, township, site_admin):
    client = client_of(site_admin)
    lines = verified(b"".join(client.post("/admin/ledger/export/", {"kind": "jsonl"}).streaming_content).decode())
    assert {line["entry"]["site"] for line in lines} == {"portal"}
    assert client.post("/admin/ledger/export/", {"kind": "jsonl", "site": "township"}).status_code == 302


def test_the_spreadsheet_is_readable_and_holds_no_formula(portal, auditor, tmp_path):
    audit.record("=cmd()", "log in failed", "\x01=1+1")
    response = client_of(auditor).post("/admin/ledger/export/", {"kind": "xlsx"})
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(b"".join(response.streaming_content))
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert list(rows[0]) == list(export.COLUMNS)
    assert len(rows) - 1 == AuditEntry.objects.count()
    assert any("公开《通知公告》" in str(row[7]) for row in rows)
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [row[-1] for row in rows[1:]] == list(AuditEntry.objects.order_by("id").values_list("chain", flat=True))


def test_too_long_a_spreadsheet_is_refused_with_the_way_out(portal, auditor, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 3)
    response = client_of(auditor).post("/admin/ledger/export/", {"kind": "xlsx"}, follow=True)
    assert "JSON Lines" in response.content.decode()


def test_the_command_writes_both(portal, tmp_path, capsys):
    call_command("export_ledger", str(tmp_path / "all.jsonl"), "--site", "portal")
    assert verified((tmp_path / "all.jsonl").read_text())
    call_command("export_ledger", str(tmp_path / "all.xlsx"))
    assert load_workbook(tmp_path / "all.xlsx").active.max_row == AuditEntry.objects.count() + 1
    with pytest.raises(CommandError, match="没有站点"):
        call_command("export_ledger", str(tmp_path / "x.jsonl"), "--site", "nowhere")
    with pytest.raises(CommandError, match="结尾"):
        call_command("export_ledger", str(tmp_path / "x.csv"))
