"""The table of rights in docs/rights.zh.md is what the running program does: each cell is tried by a request."""

import re
from pathlib import Path

import pytest
from django.db import transaction

from tests.accounts.rights.acts import ACTS
from tests.accounts.rights.town import LABELS, Town, town

TABLE = Path(__file__).resolve().parents[2] / "docs" / "rights.zh.md"
MEANING = {"可": True, "本站": True, "否": False}


def table() -> dict[str, dict[str, bool]]:
    """Return the table: act, role, whether it is allowed."""
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and not re.fullmatch(r"[|\-\s]+", line)
    ]
    head, *body = rows
    return {
        row[0]: {LABELS[label]: MEANING[cell] for label, cell in zip(head[1:], row[1:], strict=True)} for row in body
    }


def tried(place: Town, act: str, role: str) -> bool:
    """Return whether ``role`` could do ``act``; what it changed is undone."""
    with transaction.atomic():
        done = ACTS[act](place, role)
        transaction.set_rollback(True)
    return done


def test_the_table_names_every_act_and_every_role() -> None:
    assert list(table()) == sorted(ACTS, key=list(table()).index) and set(table()) == set(ACTS)
    assert all(set(row) == set(LABELS.values()) for row in table().values())


@pytest.mark.django_db
def test_every_cell_is_what_the_program_does() -> None:
    place = town()
    wrong = [
        f"{act} · {role}: 表上写{'可' if allowed else '否'}，程序{'不可' if allowed else '可'}"
        for act, row in table().items()
        for role, allowed in row.items()
        if tried(place, act, role) != allowed
    ]
    assert not wrong, "\n".join(wrong)
