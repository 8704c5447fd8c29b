"""Takes the triggers of the append-only tables away, as somebody who holds the database itself could.

Only tests do so: to break the ledger on purpose, and to empty the tables between transactional tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from sites.store import protection


def remove() -> None:
    """Remove every trigger of the append-only tables that are there."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in protection.tables():
            if table.name in there:
                for statement in protection.removal(connection.vendor, table):
                    cursor.execute(statement)


@contextmanager
def unprotected() -> Iterator[None]:
    """Let rows be altered inside; the triggers stand again afterwards."""
    remove()
    try:
        yield
    finally:
        protection.install(connection)
