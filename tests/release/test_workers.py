"""Several real worker processes on one real PostgreSQL: nothing is done twice, nothing lost, whoever is killed."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.cluster import ROOT
from tests.postgresql import PostgreSQL

SITES = ("portal", "jyj", "nmj", "ysg")
LONGEST = 600
"""Seconds after which a queue that does not drain is taken to be stuck."""

MAKE = f"""
from tests.store.factories import make_column, make_site
for key in {SITES!r}:
    kind = "portal" if key == "portal" else "department"
    make_column(make_site(key, "" if key == "portal" else key, kind=kind))
"""
PUBLISH = """
import sys
from sites.registry.models import Site
from sites.store.models import Document
from tests.store.factories import make_content, publish, take_back
columns = Document.objects.filter(kind="column").exclude(site__key__in=sys.argv[2:])
columns = list(columns.order_by("site__key").select_related("site"))
last = [None] * len(columns)
for number in range(int(sys.argv[1])):
    for place, column in enumerate(columns):
        linked = last[place - 1]
        html = f'<p><a href="document:{linked.key}">有关文件</a></p>' if linked else "<p>正文</p>"
        payload = {"title": f"第{number}篇", "body": [{"type": "text", "html": html}]}
        last[place] = publish(make_content(column.site, column=column.key, payload=payload))
    if number % 5 == 4:
        take_back(last[number % len(last)])
        last[number % len(last)] = None
"""

ROLLBACK = """
from sites.registry.models import Site
from sites.store.models import Document
from tests.store.factories import make_content, publish, take_back
from tests.store.rollbacks import go_back, newest

def public():
    return set(Document.objects.filter(site=site, state="public").values_list("key", "digest", "path"))

site = Site.objects.get(key="jyj")
column = Document.objects.get(kind="column", site=site)
first, second, *_others = [publish(make_content(site, column=column.key)) for _ in range(4)]
before, entry = public(), newest()
publish(make_content(site, key=first.key, column=column.key, translation_group=first.translation_group))
take_back(second)
for _ in range(3):
    publish(make_content(site, column=column.key))
assert public() != before
go_back(site, entry)
assert public() == before, public() ^ before
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    server = PostgreSQL.start()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE sumu")
    yield server
    server.stop()


class Installation:
    """One database and one state folder that several workers share, as several machines do."""

    def __init__(self, server: PostgreSQL, var: Path) -> None:
        self.server = server
        self.var = var

    def start(self, *arguments: str, **more: str) -> "subprocess.Popen[bytes]":
        kept = {"SUMU_DATABASE_URL": self.server.url("sumu"), "SUMU_VAR": str(self.var)}
        environment = os.environ | kept | {"DJANGO_SETTINGS_MODULE": "cms.settings.editing"} | more
        log = (self.var / "log").open("ab")
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log)

    def run(self, *arguments: str) -> None:
        assert self.start(*arguments).wait() == 0, (self.var / "log").read_text()[-4000:]

    def script(self, code: str, *arguments: str) -> "subprocess.Popen[bytes]":
        return self.start("-c", f"import django; django.setup()\n{code}", *arguments)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.server.url("sumu")) as connection:
            return connection.execute(statement).fetchall()

    @contextmanager
    def workers(self, *environments: dict[str, str]) -> "Iterator[list[subprocess.Popen[bytes]]]":
        started = [self.start("manage.py", "work", "--releases", **more) for more in environments]
        try:
            yield started
        finally:
            for worker in started:
                worker.send_signal(signal.SIGKILL)
                worker.wait()

    def drain(self) -> None:
        """Return when nothing waits any more."""
        until = time.monotonic() + LONGEST
        while self.rows("SELECT 1 FROM store_outboxentry WHERE released_at IS NULL LIMIT 1"):
            assert time.monotonic() < until, self.rows("SELECT site_id, error FROM release_task WHERE built_at IS NULL")
            time.sleep(0.3)

    def releases(self, site: str) -> list[str]:
        """Return the releases of a site, oldest first."""
        command = ["git", "-C", str(self.var / "releases" / f"{site}.git"), "log", "--reverse", "--format=%H"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    def messages(self, site: str) -> str:
        command = ["git", "-C", str(self.var / "releases" / f"{site}.git"), "log", "--format=%B"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def installation(server: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(server, tmp_path_factory.mktemp("var"))
    made.run("manage.py", "migrate", "-v0")
    assert made.script(MAKE).wait() == 0
    made.run("manage.py", "work", "--once")
    return made


def assert_all_is_well(installation: Installation) -> None:
    """Every task was built, in order, none by two releases of a site; no release is lost, all that is live is right."""
    tasks = installation.rows(
        "SELECT s.key, t.release, t.attempts, t.built_at IS NULL FROM release_task t"
        " JOIN registry_site s ON s.id = t.site_id ORDER BY t.entry_id"
    )
    assert not [task for task in tasks if task[2] or task[3]]
    for site in SITES:
        places = {commit: place for place, commit in enumerate(installation.releases(site))}
        order = [places[str(commit)] for key, commit, _attempts, _open in tasks if key == site]
        assert order == sorted(order), f"the releases of {site} are out of order"
        named = Counter(
            re.findall(
                r"^(admit|withdraw): .*?([0-9a-f]{32}-zh-hans) [0-9a-f]{64}$",
                installation.messages(site),
                re.MULTILINE,
            )
        )
        asked = Counter(
            (str(cause), str(document))
            for key, cause, document in installation.rows(
                "SELECT s.key, e.cause, e.document FROM release_task t JOIN store_outboxentry e ON e.id = t.entry_id"
                " JOIN registry_site s ON s.id = t.site_id WHERE e.cause IN ('admit', 'withdraw')"
            )
            if key == site
        )
        assert set(named.values()) == {1} and named.keys() <= asked.keys(), f"{site}: built twice"
    installation.run("manage.py", "verify_build")


@pytest.mark.parametrize("count", [2, 4])
def test_workers_share_the_queue(installation: Installation, count: int) -> None:
    with installation.workers(*[{}] * count) as workers:
        assert installation.script(PUBLISH, "15").wait() == 0
        installation.drain()
        assert [worker.poll() for worker in workers] == [None] * count
    assert_all_is_well(installation)


def test_the_others_take_over_from_one_that_is_killed(installation: Installation) -> None:
    """One ends by ``kill -9`` between publishing a release and remembering it, one with the files half written."""
    doomed = [{"SUMU_FAULT": "published:2"}, {"SUMU_FAULT": "checked-out-part:5"}]
    with installation.workers(*doomed) as workers:
        assert installation.script(PUBLISH, "5").wait() == 0
        until = time.monotonic() + LONGEST
        while None in [worker.poll() for worker in workers]:
            assert time.monotonic() < until
            time.sleep(0.3)
    assert [worker.returncode for worker in workers] == [-signal.SIGKILL] * 2
    assert installation.rows("SELECT 1 FROM release_task WHERE built_at IS NULL")
    with installation.workers({}, {}):
        installation.drain()
    installation.run("manage.py", "verify_build")
    tasks = installation.rows("SELECT site_id FROM release_task WHERE built_at IS NULL OR attempts > 0")
    assert tasks == []


def test_a_rollback_beside_other_changes(installation: Installation) -> None:
    """One site goes back while the others publish: what it was is public again, and nothing of the others is lost."""
    with installation.workers({}, {}):
        beside = installation.script(PUBLISH, "4", "jyj")
        back = installation.script(ROLLBACK)
        assert (back.wait(), beside.wait()) == (0, 0), (installation.var / "log").read_text()[-4000:]
        installation.drain()
    assert installation.rows("SELECT 1 FROM store_outboxentry WHERE cause = 'rollback' LIMIT 1")
    installation.run("manage.py", "verify_build")
