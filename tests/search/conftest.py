"""Every search test has a state folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from search.engines.sqlite import SqliteEngine


@pytest.fixture(autouse=True)
def var(tmp_path: Path) -> Iterator[Path]:
    with override_settings(SUMU_VAR=tmp_path):
        yield tmp_path


@pytest.fixture
def engine() -> SqliteEngine:
    return SqliteEngine()
