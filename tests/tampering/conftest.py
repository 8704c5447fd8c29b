"""Watches as they write and answer: on this machine, and on a node that is pushed to."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sites.exchange.watch import Report
from sites.mirrors.models import Mirror
from sites.node.reports import Reporter
from sites.store import clock
from tests.accounts.offices import Office, office


def report(address: str, site: str = "portal", hours: float = 0, **more: Any) -> Report:
    """Return a finding made ``hours`` ago."""
    at = (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="seconds")
    values = {"kind": "altered", "done": "已恢复", "evidence": f"/srv/quarantine/{site}", "seconds": 0.25}
    return Report(**{"at": at, "site": site, "address": address, **values, **more})


def state(minutes: float = 0, **more: Any) -> dict[str, Any]:
    """Return what a watch writes of itself, written ``minutes`` ago."""
    at = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="seconds")
    done = {"ended": at, "seconds": 12.5, "files": 345}
    return {"at": at, "sites": 2, "files": 345, "reports": 7, "round": done, "at_once": True, **more}


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> Path:
    """Return the state folder of this test."""
    settings.SUMU_VAR = tmp_path / "var"
    return settings.SUMU_VAR


@pytest.fixture
def here(var) -> Reporter:
    """Return what the watch of this machine writes with."""
    return Reporter(var)


@pytest.fixture
def node(db) -> Callable[..., Mirror]:
    """Return a function that makes a node which told its watch."""

    def told(name: str, *reports: Report, minutes: float = 0, said: Any = None, silence: str = "") -> Mirror:
        answered = clock.now() - timedelta(minutes=minutes)
        watch = {
            "now": datetime.now(UTC).isoformat(),
            "state": said or state(),
            "reports": [asdict(r) for r in reports],
        }
        assert json.dumps(watch)
        address = f"ssh://{name}.example.cn:22"
        times = {"asked_at": clock.now(), "answered_at": answered}
        return Mirror.objects.create(name=name, address=address, watch=watch, silence=silence, **times)

    return told


@pytest.fixture
def portal(db) -> Office:
    """Return a prepared site."""
    return office("portal", public=False)


@pytest.fixture
def township(portal) -> Office:
    """Return another one."""
    return office("township", path="township", public=False)
