"""Parts that several rooms' tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from tests import unprotected
from tests.cluster import Cluster
from tests.parts import FLAGS, chromium


@pytest.fixture(scope="session", autouse=True)
def emptied_after_transactional_tests() -> Iterator[None]:
    """Let Django empty the append-only tables after a transactional test; the flush puts their triggers back."""
    emptying = TransactionTestCase._fixture_teardown

    def without_triggers(case: TransactionTestCase) -> None:
        unprotected.remove()
        emptying(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
        yield


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
