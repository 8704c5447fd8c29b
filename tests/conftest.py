"""Parts that several rooms' tests share."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from tests.cluster import Cluster
from tests.parts import FLAGS, chromium


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let a transactional test leave the database as the migrations made it: their rows and triggers are part of it.

    Django would empty every table instead, and the next test would miss what migrations put there.
    """
    pristine = sqlite3.connect(":memory:")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        connection.connection.backup(pristine)

    def put_back(case: TransactionTestCase) -> None:
        pristine.backup(connection.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield
    pristine.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, headless: one for the whole run, as Playwright's driver allows one a process."""
    path = chromium()
    assert path, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the state folder of the sample cluster, prepared as ``make demo`` prepares it; copy it, do not serve it.

    ``SUMU_PREPARED`` may name one that is there already, which spares the wait while working on a test.
    """
    if given := os.environ.get("SUMU_PREPARED"):
        return Path(given)
    cluster = Cluster(tmp_path_factory.mktemp("prepared"))
    cluster.prepare()
    return cluster.var


@pytest.fixture(scope="session")
def cluster(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Serve the sample cluster for all tests that only read it or add to it."""
    cluster = copy_of(prepared, tmp_path_factory.mktemp("served") / "var")
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def own_cluster(prepared: Path, tmp_path: Path) -> Iterator[Cluster]:
    """Return a copy of the sample cluster that a test may start, break and stop."""
    cluster = copy_of(prepared, tmp_path / "var")
    yield cluster
    cluster.stop()


@pytest.fixture
def empty_cluster(tmp_path: Path) -> Cluster:
    """Return a cluster in which nothing has been prepared."""
    return Cluster(tmp_path / "var")


def copy_of(folder: Path, target: Path) -> Cluster:
    """Return a cluster on a copy of a state folder."""
    shutil.copytree(folder, target)
    return Cluster(target)
