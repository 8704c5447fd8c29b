"""Writing very many rows of a model at once, without the cost of an object for each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

TOGETHER = 5000


def insert(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert ``rows`` of ``model``, each with the values of ``fields`` as the database holds them; return how many."""
    names = [model._meta.get_field(name).column for name in fields]
    quoted = ", ".join(f'"{name}"' for name in names)
    places = ", ".join(["%s"] * len(names))
    statement = f'INSERT INTO "{model._meta.db_table}" ({quoted}) VALUES ({places})'
    count, waiting = 0, iter(rows)
    while batch := list(islice(waiting, TOGETHER)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, batch)
        count += len(batch)
    return count


def moment(value: datetime) -> Any:
    """Return ``value`` as the database holds it."""
    return connection.ops.adapt_datetimefield_value(value)
