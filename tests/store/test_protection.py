"""The database itself refuses to change or delete what is append-only."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import F

from sites.store import audit, protection, versions
from sites.store.models import AppendOnly, Approval, AuditEntry, SettledState, Version
from tests.store.factories import make_content, make_site, publish
from tests.unprotected import unprotected

REFUSED = "append-only"


def refused(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def held(db):
    publish(make_content(make_site(), "home"))
    return audit.head()


def test_every_append_only_model_is_protected(db):
    covered = {table.name for table in protection.tables()}
    assert {model._meta.db_table for model in (Approval, AuditEntry, SettledState, Version)} <= covered
    assert len(covered) == len({model._meta.db_table for model in AppendOnly.__subclasses__()})
    assert protection.missing(connection) == []


@pytest.mark.parametrize("model", [AuditEntry, Approval])
def test_no_query_changes_or_deletes_a_row(held, model):
    row = model.objects.first()
    row.person = "other"
    for act in (
        lambda: model.objects.update(person="other"),
        lambda: model.objects.filter(pk=row.pk).update(id=F("id") + 100),
        lambda: model.objects.all().delete(),
        lambda: model.objects.all()._raw_delete("default"),
        lambda: model.objects.bulk_update([row], ["person"]),
    ):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            act()
    assert not model.objects.filter(person="other").exists()


def test_no_statement_replaces_a_row(held):
    row = AuditEntry.objects.first()
    columns = "id, at, person, role, origin, site, act, subject, digest, detail, previous, chain"
    copied = columns.replace("person", "'other'", 1)
    for chosen in (copied, copied.replace("id,", "id + 1000,", 1), copied.replace(" chain", " 'another chain'")):
        refused(f"INSERT OR REPLACE INTO store_auditentry ({columns}) SELECT {chosen} FROM store_auditentry LIMIT 1")
    refused(
        f"INSERT INTO store_auditentry ({columns}) SELECT {copied} FROM store_auditentry WHERE id = %s "
        "ON CONFLICT (id) DO UPDATE SET person = 'other'",
        row.pk,
    )
    refused("UPDATE OR REPLACE store_auditentry SET id = id + 1")
    assert audit.verify() == AuditEntry.objects.count()


def test_a_renamed_table_keeps_its_triggers(held):
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        cursor.execute("PRAGMA legacy_alter_table = ON")
        cursor.execute("ALTER TABLE store_auditentry RENAME TO elsewhere")
    refused("UPDATE elsewhere SET person = 'other'")
    refused("DELETE FROM elsewhere")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO store_auditentry")
        cursor.execute("PRAGMA legacy_alter_table = OFF")


def test_the_same_content_kept_twice_is_no_error(db):
    content = make_content(make_site(), "home")
    assert versions.keep(content) == versions.keep(content)
    assert versions.read(content.digest()) == content


def test_a_missing_trigger_is_named_and_comes_back_with_every_migrate(held):
    with unprotected():
        assert "store_auditentry_refuses_delete" in protection.missing(connection)
        call_command("migrate", verbosity=0)
        assert protection.missing(connection) == []


def test_no_migration_takes_the_tables_away_again():
    held = MigrationLoader(None).get_migration("store", "0010_protection")
    assert not any(operation.reversible for operation in held.operations)


@pytest.mark.django_db(transaction=True)
def test_flush_is_refused():
    audit.record("someone", "act", "subject")
    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)
    assert AuditEntry.objects.count() == 1


def test_after_a_flush_of_the_tests_the_triggers_stand(held):
    assert protection.missing(connection) == []
