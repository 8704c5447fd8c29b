"""What keeps the append-only tables append-only below the program: triggers of the database itself (只增不改).

The model refuses a second ``save`` and every ``delete``; ``QuerySet.update``, raw SQL and other programs do not ask it.
A trigger answers them all, on SQLite and on PostgreSQL. It cannot stop whoever owns the tables, or holds SQLite's file,
from taking the trigger away first: on PostgreSQL the program's role therefore does not own them (``grants``), and
everywhere the chain, with its heads kept outside the database, tells what happened (``audit.verify``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import UniqueConstraint

from .models import AppendOnly

REFUSAL = "append-only: rows of this table are never changed or deleted"
FUNCTION = "sumu_append_only"


@dataclass(frozen=True)
class Table:
    """A table of the database: its name, and the sets of columns that are unique in it."""

    name: str
    unique: tuple[tuple[str, ...], ...] = ()


def tables() -> list[Table]:
    """Return the table of every append-only model, of whatever room, by name."""
    found = (_table(model) for model in apps.get_models() if issubclass(model, AppendOnly))
    return sorted(found, key=lambda table: table.name)


def install(connection: Any) -> None:
    """Make the triggers of every append-only table that is there, anew where they stand already.

    ``connection`` is the database's. Runs after every ``migrate``: on SQLite a migration that alters a table makes it
    anew, without its triggers.
    """
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION_SQL)
        for table in tables():
            if table.name in there:
                for statement in (*removal(connection.vendor, table), *creation(connection.vendor, table)):
                    cursor.execute(statement)


def missing(connection: Any) -> list[str]:
    """Return the triggers that should stand and do not."""
    sql = _STANDING[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        standing = {row[0] for row in cursor.fetchall()}
    return [name for table in tables() for name in names(connection.vendor, table) if name not in standing]


def names(vendor: str, table: Table) -> list[str]:
    """Return the names of the triggers of ``table``."""
    acts = ("update", "delete", "replace") if vendor == "sqlite" else ("change", "truncate")
    return [f"{table.name}_refuses_{act}" for act in acts]


def creation(vendor: str, table: Table) -> Iterator[str]:
    """Yield the statements that make the triggers of ``table``."""
    if vendor == "sqlite":
        update, delete, replace = names(vendor, table)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        yield f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table.name}" {refuse}'
        yield f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table.name}" {refuse}'
        # INSERT OR REPLACE deletes the row in its way without asking any trigger on DELETE
        taken = " OR ".join(_held(table.name, unique) for unique in table.unique)
        yield f'CREATE TRIGGER "{replace}" BEFORE INSERT ON "{table.name}" WHEN {taken} {refuse}'
    else:
        change, truncate = names(vendor, table)
        each = f"EXECUTE FUNCTION {FUNCTION}()"
        yield f'CREATE TRIGGER "{change}" BEFORE UPDATE OR DELETE ON "{table.name}" FOR EACH ROW {each}'
        yield f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{table.name}" FOR EACH STATEMENT {each}'
        for name in (change, truncate):  # also where a session replays another's changes
            yield f'ALTER TABLE "{table.name}" ENABLE ALWAYS TRIGGER "{name}"'


def removal(vendor: str, table: Table) -> Iterator[str]:
    """Yield the statements that take the triggers of ``table`` away; nothing but ``install`` and tests runs them."""
    on = "" if vendor == "sqlite" else f' ON "{table.name}"'
    for name in names(vendor, table):
        yield f'DROP TRIGGER IF EXISTS "{name}"{on}'


_FUNCTION_SQL = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'",
}


def _table(model: type[AppendOnly]) -> Table:
    columns = {field.name: str(field.column) for field in model._meta.local_concrete_fields}
    unique: list[tuple[str, ...]] = [(field.name,) for field in model._meta.local_concrete_fields if field.unique]
    unique += [
        tuple(constraint.fields) for constraint in model._meta.constraints if isinstance(constraint, UniqueConstraint)
    ]
    return Table(model._meta.db_table, tuple(tuple(columns[name] for name in names) for names in unique if names))


def _held(table: str, columns: tuple[str, ...]) -> str:
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608  (names of our own models)
