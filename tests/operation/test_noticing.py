"""The worker notices what others commit, and rests while nobody does."""

import sqlite3
import threading

import psycopg

from cms.operation.noticing import MARKERS, Commits, Rest
from tests.postgresql import PostgreSQL


def demand_marker(marker: str, mine, other) -> None:
    """The marker changes with each commit of the other connection, and with nothing else."""
    other.execute("CREATE TABLE kept (word text)")
    other.commit()

    def said() -> str:
        (found,) = mine.execute(marker).fetchone()
        return str(found)

    before = said()
    mine.execute("SELECT count(*) FROM kept").fetchone()
    assert said() == before
    other.execute("INSERT INTO kept VALUES ('one')")
    other.commit()
    after = said()
    assert after != before and said() == after


def test_the_marker_of_sqlite(tmp_path):
    mine, other = (sqlite3.connect(tmp_path / "db", isolation_level=level) for level in (None, "IMMEDIATE"))
    other.execute("PRAGMA journal_mode=WAL")
    demand_marker(MARKERS["sqlite"], mine, other)


def test_the_marker_of_postgresql():
    server = PostgreSQL.start()
    try:
        with (
            psycopg.connect(server.url("postgres"), autocommit=True) as mine,
            psycopg.connect(server.url("postgres")) as other,
        ):
            demand_marker(MARKERS["postgresql"], mine, other)
    finally:
        server.stop()


def test_who_waits_is_told_at_once():
    commits = Commits()
    seen = commits.wait(-1, 0)
    teller = threading.Timer(0.05, commits.tell)
    teller.start()
    assert commits.wait(seen, 60) == seen + 1
    teller.join()


def test_rests_grow_while_nothing_is_committed(monkeypatch):
    commits, taken = Commits(), []
    monkeypatch.setattr(commits, "wait", lambda seen, seconds: taken.append(seconds) or 0)
    rest = Rest(commits, 0.1, 0.5)
    for _time in range(5):
        rest.take()
    assert taken[1:] == [0.1, 0.2, 0.4, 0.5, 0.5]
