"""A real worker whose clock is really set: forward a year, back an hour, in another time zone, over a restart."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cluster import ROOT, wait_until
from tests.parts import LIBFAKETIME

MAKE = """
import sys
from datetime import timedelta
from django.core.management import call_command
call_command("migrate", verbosity=0)
from sites.store import clock, schedule
from tests.store.factories import AUTHOR, approve, make_column, make_content, make_site
column = make_column(make_site())
for name, hours in (("soon", 1), ("later", 2), ("next-year", 24 * 200)):
    begins = (clock.now() + timedelta(hours=hours)).isoformat()
    content = make_content(column.site, column=column.key, key=name, payload={"publish_at": begins})
    approve(content)
    schedule.hold(content, person="signer", authors=[AUTHOR])
"""
SLEEP = """
import select
import time
time.sleep = lambda seconds: select.select([], [], [], seconds)
"""
"""Under libfaketime a sleep until a moment of the steady clock fails; one for a while does not."""


class Office:
    """A state folder and a worker in it whose clock the test sets."""

    def __init__(self, folder: Path) -> None:
        self.var, self.clock = folder / "var", folder / "clock"
        (folder / "sitecustomize.py").write_text(SLEEP)
        self.var.mkdir()
        self.turn("+0")
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        self.environment = kept | {
            "SUMU_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "cms.settings.editing",
            "PYTHONPATH": f"{folder}:{ROOT}",
            "LD_PRELOAD": str(LIBFAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(self.clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        self.worker: subprocess.Popen[bytes] | None = None
        code = f"import django; django.setup()\n{MAKE}"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=self.environment, check=True)

    def turn(self, offset: str) -> None:
        """Set the clock, as an offset from the right time."""
        aside = self.clock.with_suffix(".new")
        aside.write_text(f"{offset}\n")
        aside.replace(self.clock)

    def start(self, **environment: str) -> None:
        """Start the worker."""
        command = [sys.executable, str(ROOT / "manage.py"), "work"]
        self.worker = subprocess.Popen(command, cwd=ROOT, env=self.environment | environment)

    def stop(self) -> None:
        """Kill the worker."""
        if self.worker is not None:
            self.worker.send_signal(signal.SIGKILL)
            self.worker.wait()

    def confirm(self) -> None:
        """Say that the clock is right: it was set on by an hour while a worker ran, which nobody believes."""
        command = [sys.executable, str(ROOT / "manage.py"), "confirm_clock", "--person", "technician"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the database."""
        path = self.var / "sumu.sqlite3"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return database.execute(query, values).fetchall()

    def public(self) -> set[object]:
        """Return which of the scheduled documents are public."""
        wanted = "SELECT key FROM store_document WHERE kind = 'article' AND state = 'public'"
        return {row[0] for row in self.rows(wanted)}

    def admitted(self, key: str) -> list[tuple[object, ...]]:
        """Return the ledger's entries of the admission of a document."""
        return self.rows("SELECT at FROM store_auditentry WHERE act = 'admit' AND subject = ?", key)

    def clock_acts(self) -> list[object]:
        """Return what the ledger says of the clock."""
        return [row[0] for row in self.rows("SELECT act FROM store_auditentry WHERE subject = 'clock' ORDER BY id")]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    assert LIBFAKETIME.exists(), "libfaketime is missing: apt-get install faketime"
    office = Office(tmp_path_factory.mktemp("clock"))
    yield office
    office.stop()


def test_a_worker_whose_clock_is_set(office):
    office.start(TZ="America/New_York")
    wait_until(lambda: office.rows("SELECT 1 FROM build_output"), 90, "the worker did not build")
    assert office.public() == set()
    office.turn("+400d")
    wait_until(lambda: office.clock_acts() == ["doubt clock"], 30, "the jump was not noticed")
    assert office.public() == set(), "an embargo of seven months holds although the clock says that it is over"
    office.turn("+0")
    wait_until(lambda: office.clock_acts()[-1] == "clock right again", 30, "the clock was not believed again")
    assert office.public() == set()
    office.stop()
    office.turn("+3605s")
    office.start(TZ="Asia/Shanghai")
    wait_until(lambda: office.public() == {"soon"}, 60, "what came to its hour while no worker ran stayed away")
    office.turn("-600s")
    time.sleep(3)
    office.turn("+3605s")
    time.sleep(3)
    moments = [row[0] for row in office.rows("SELECT at FROM store_auditentry WHERE subject != 'clock' ORDER BY id")]
    assert moments == sorted(moments)
    assert office.public() == {"soon"} and len(office.admitted("soon")) == 1


def test_what_is_scheduled_is_admitted_at_its_hour_and_not_before(office):
    """The clock, set to shortly before the hour and confirmed; the ledger tells that nothing happened earlier."""
    (due,) = office.rows("SELECT due_at FROM store_scheduledadmission WHERE key = 'later'")
    hour = datetime.fromisoformat(str(due[0])).replace(tzinfo=UTC)
    office.stop()
    ahead = hour - timedelta(seconds=20) - datetime.now(UTC)
    office.turn(f"+{int(ahead.total_seconds())}s")
    office.confirm()
    office.start()
    wait_until(lambda: "later" in office.public(), 90, "it did not become public")
    ((at,),) = office.admitted("later")
    assert datetime.fromisoformat(str(at)).replace(tzinfo=UTC) >= hour
    assert "next-year" not in office.public()
