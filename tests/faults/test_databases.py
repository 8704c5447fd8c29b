"""A database that goes away and comes back: the worker waits for it and carries on by itself."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster import ROOT, wait_until
from tests.faults.conftest import Town
from tests.postgresql import PORT, PostgreSQL


@pytest.fixture
def server() -> Iterator[PostgreSQL]:
    server = PostgreSQL.start()
    server.run("createdb", "-h", str(server.folder), "-p", str(PORT), "-U", server.superuser, "sumu")
    yield server
    server.stop()


@pytest.fixture
def elsewhere(server: PostgreSQL, tmp_path: Path) -> Iterator[Town]:
    """Return a town whose rows lie in PostgreSQL."""
    town = Town(tmp_path / "var", environment={"SUMU_DATABASE_URL": server.url("sumu")})
    town.var.mkdir()
    town.start()
    town.columns = town.do("make_town")
    yield town
    town.stop()


def data(server: PostgreSQL) -> str:
    return str(server.folder / "data")


def begin(server: PostgreSQL) -> None:
    options = f"-c listen_addresses= -c unix_socket_directories={server.folder} -c port={PORT} -c fsync=off"
    log = str(server.folder / "log")
    server.run("pg_ctl", "-D", data(server), "-w", "-l", log, "-o", options, "start")


def worker(town: Town, log: Path) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment = kept | {"SUMU_VAR": str(town.var), "SUMU_SECRET_KEY": "only-for-tests"} | town.environment
    command = [sys.executable, str(ROOT / "manage.py"), "work"]
    with log.open("wb") as output:
        return subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)


def test_the_worker_outlives_its_database(elsewhere: Town, server: PostgreSQL, tmp_path: Path):
    running = worker(elsewhere, tmp_path / "worker.log")
    try:
        first = elsewhere.do("publish_one", column=elsewhere.columns["portal"], title="停库以前")
        wait_until((elsewhere.root() / first["path"]).exists, 180, "the worker does not work")
        second = elsewhere.do("publish_one", column=elsewhere.columns["portal"], title="停库之时")
        server.run("pg_ctl", "-D", data(server), "-m", "immediate", "-w", "stop")
        time.sleep(2)
        assert running.poll() is None, (tmp_path / "worker.log").read_text()
        begin(server)
        third = elsewhere.do("publish_one", column=elsewhere.columns["jyj"], title="开库以后")
        wait_until((elsewhere.root() / second["path"]).exists, 180, "what waited is not live")
        wait_until((elsewhere.root("jyj") / third["path"]).exists, 180, "what came afterwards is not live")
        assert running.poll() is None
    finally:
        running.kill()
        running.wait()
    elsewhere.assert_sound()


def test_two_workers_on_one_machine_do_nothing_twice(town: Town, tmp_path: Path):
    running = [worker(town, tmp_path / f"worker{number}.log") for number in range(2)]
    try:
        made = [
            town.do("publish_one", column=town.columns[site], title=f"并行{site}{number}")
            for number in range(6)
            for site in ("portal", "jyj")
        ]
        for one in made:
            wait_until((town.root(one["site"]) / one["path"]).exists, 180, f"{one['path']} is not live")
        assert all(process.poll() is None for process in running)
    finally:
        for process in running:
            process.kill()
            process.wait()
    town.assert_sound()
    for site in ("portal", "jyj"):
        said = subprocess.run(
            ["git", "-C", str(town.var / "releases" / f"{site}.git"), "log", "--format=%B"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for one in made:
            assert said.count(one["key"]) <= 1, "released twice"
