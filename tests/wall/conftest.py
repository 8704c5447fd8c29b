"""The town is built once; each try happens in a transaction of its own that is rolled back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.wall import judge
from tests.wall.town import Town, build


@pytest.fixture(scope="package")
def _built(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("wall") / "var"
    with django_db_blocker.unblock(), override_settings(SUMU_VAR=folder):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            town = build(judge.work)
            judge.work()
            yield town
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def town(_built: Town, db: None) -> Town:
    """Return the town; whatever a test does to its rows is undone afterwards."""
    return _built
