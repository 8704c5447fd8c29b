"""The store on a real PostgreSQL: all migrates, the chain publishes, the program's role cannot alter a record."""

import os
import subprocess
import sys

import psycopg
import pytest

from tests.cluster import ROOT
from tests.postgresql import PostgreSQL

PUBLISH = """
from tests.store.factories import make_content, make_site, publish, take_back
from sites.store import audit
site = make_site()
publish(make_content(site, "home"))
column = publish(make_content(site, "column", slug="xw"))
article = publish(make_content(site, column=column.key))
publish(make_content(site, key=article.key, column=column.key, translation_group=article.translation_group))
take_back(article)
print(audit.verify())
"""
TABLES = ("store_auditentry", "store_approval", "store_version", "store_settledstate")


@pytest.fixture(scope="module")
def server():
    server = PostgreSQL.start()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE sumu_owner LOGIN")
        connection.execute("CREATE ROLE sumu LOGIN")
        connection.execute("CREATE DATABASE sumu OWNER sumu_owner")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def run(server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("var")

    def run(role: str, *arguments: str, settings: str = "cms.settings.editing") -> subprocess.CompletedProcess[str]:
        more = {"SUMU_DATABASE_URL": server.url("sumu", role), "SUMU_VAR": str(folder)}
        more["DJANGO_SETTINGS_MODULE"] = settings
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=os.environ | more, capture_output=True, text=True, check=False)

    for arguments in (("migrate", "-v0"), ("protect_ledger", "--role", "sumu")):
        done = run("sumu_owner", "manage.py", *arguments)
        assert done.returncode == 0, done.stderr
    done = run("sumu", "-c", f"import django; django.setup()\n{PUBLISH}")
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
    return run


def refusal(server, role: str, statement: str) -> str:
    """Return what PostgreSQL says to ``role`` when it refuses ``statement``; fail when it does not."""
    with psycopg.connect(server.url("sumu", role)) as connection, pytest.raises(psycopg.Error) as caught:
        connection.execute(statement)
    return str(caught.value)


@pytest.mark.parametrize("table", TABLES)
def test_the_programs_role_can_neither_alter_nor_remove_a_record(run, server, table):
    forbidden = (
        f"UPDATE {table} SET at = now()",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TRIGGER {table}_refuses_change ON {table}",
        f"DROP TABLE {table} CASCADE",
        f"ALTER TABLE {table} RENAME TO elsewhere",
        "CREATE OR REPLACE FUNCTION sumu_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "SET session_replication_role = replica",
        "DROP SCHEMA public CASCADE",
    )
    for statement in forbidden:
        said = refusal(server, "sumu", statement)
        assert "permission denied" in said or "must be owner" in said, statement


@pytest.mark.parametrize("role", ["sumu_owner", "postgres"])
def test_the_trigger_answers_the_owner_and_the_superuser_too(run, server, role):
    for statement in ("UPDATE store_auditentry SET person = 'x'", "DELETE FROM store_auditentry"):
        assert "append-only" in refusal(server, role, statement)
    assert "append-only" in refusal(server, role, "TRUNCATE store_auditentry")
    upsert = "INSERT INTO store_version SELECT * FROM store_version ON CONFLICT (id) DO UPDATE SET key = 'x'"
    assert "append-only" in refusal(server, role, upsert)


def test_a_role_above_grants_is_refused(run):
    for role in ("postgres", "sumu_owner", "nobody"):
        done = run("sumu_owner", "manage.py", "protect_ledger", "--role", role)
        assert done.returncode == 1
        assert role in done.stderr


def test_the_public_side_cannot_write(run):
    code = "from sites.registry.models import Site; print(Site.objects.count()); Site.objects.update(host='x')"
    done = run("sumu", "-c", f"import django; django.setup(); {code}", settings="cms.settings.public")
    assert done.stdout.strip() == "1"
    assert "read-only transaction" in done.stderr


def test_a_break_by_a_superuser_is_named(run, server):
    whole = run("sumu", "manage.py", "verify_ledger")
    assert whole.returncode == 0, whole.stderr
    with psycopg.connect(server.url("sumu")) as connection:
        connection.execute("ALTER TABLE store_auditentry DISABLE TRIGGER USER")
        connection.execute("UPDATE store_auditentry SET person = 'other' WHERE id = 3")
        connection.execute("ALTER TABLE store_auditentry ENABLE ALWAYS TRIGGER store_auditentry_refuses_change")
        connection.execute("ALTER TABLE store_auditentry ENABLE ALWAYS TRIGGER store_auditentry_refuses_truncate")
    broken = run("sumu", "manage.py", "verify_ledger")
    assert broken.returncode == 1
    assert "第 3 条" in broken.stderr
