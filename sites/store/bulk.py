"""Statements of our own: writing many rows at once, each with values of its own."""

from collections.abc import Iterable, Sequence, Sized
from typing import Any

from django.db import connections, models, router


def insert(rows: Sequence[models.Model]) -> None:
    """Write ``rows``, new ones of one model, by one prepared statement, in their order; they do not get their ids.

    Django's own ``bulk_create`` composes a statement with every value of every row in it.
    """
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns: list[Any] = [column for column in model._meta.local_concrete_fields if column.name != "id"]
    names = ", ".join(quote(column.column) for column in columns)
    values = [
        [column.get_db_prep_save(column.pre_save(row, add=True), connection) for column in columns] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places(columns)})", values)  # noqa: S608


def update(rows: Sequence[models.Model], fields: Iterable[str]) -> None:
    """Write the ``fields`` of ``rows``, all of one model, by one prepared statement.

    Django's own ``bulk_update`` makes a CASE with a branch for every row: at thousands of rows with whole payloads it
    takes longer than everything else of such an act.
    """
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    held: dict[str, Any] = {column.name: column for column in model._meta.local_concrete_fields}
    columns = [held[name] for name in fields]
    assigned = ", ".join(f"{quote(column.column)} = %s" for column in columns)
    table, key = quote(model._meta.db_table), quote(held["id"].column)
    values = [
        [*(column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns), row.pk]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assigned} WHERE {key} = %s", values)  # noqa: S608  (our own names)


def places(values: Sized) -> str:
    """Return so many places of a statement as there are ``values``."""
    return ", ".join(["%s"] * len(values))
