"""The office that imports are made for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.checks.decisions import ACCEPT
from cms.importing.checking import findings_in
from cms.pages.models import ColumnPage
from tests.accounts.offices import Office, office


@pytest.fixture
def portal(db: None) -> Office:
    """Return the portal with a public column ``zcwj`` that lists policy documents."""
    portal = office("portal")
    column = ColumnPage(title="政策文件", slug="zcwj", lists="policies", live=False)
    portal.home.refresh_from_db()
    portal.home.add_child(instance=column)
    column.save_revision(user=portal.editor)
    portal.publish(column)
    portal.column = column
    return portal


def record(number: int, **more: Any) -> dict[str, Any]:
    """Return a record of a source, good unless ``more`` spoils it."""
    values = {
        "id": f"law-{number}",
        "title": f"关于第{number}件事的规定",
        "issuer": "县人民政府",
        "doc_number": f"县政发[2020]第0{number}号",
        "version_date": f"2020-{number % 12 + 1:02d}-01",
        "validity": "现行有效",
        "body": [
            {"h": 2, "t": "第一章 总则"},
            {"t": "第一条 为了<保护>草原&水源，制定本规定。"},
            {"t": "第二条 本规定适用于本县。"},
        ],
    }
    return values | more


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes lines, dictionaries or raw bytes, into a file."""

    def write_lines(*lines: dict[str, Any] | bytes, name: str = "documents.jsonl") -> Path:
        path = tmp_path / name
        encoded = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
        path.write_bytes(b"\n".join(encoded) + b"\n")
        return path

    return write_lines


def accepted(batch):
    """Return what a reviewer posts who lets every finding in ``batch`` stand."""
    return {ACCEPT + one.fingerprint: "1" for one in findings_in(batch)}
