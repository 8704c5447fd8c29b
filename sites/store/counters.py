"""Numbers that are given out once and never again.

By statements of our own: every act takes several, and Django composes one longer than a database answers it.
"""

from collections.abc import Iterable

from django.db import connection

from .models import Counter


def take(name: str, count: int = 1) -> int:
    """Return the next number under ``name``, starting at 1; call it inside a transaction.

    With ``count`` so many are taken, and the last of them is returned.
    """
    if not _add(name, count):  # the update locks the row until the transaction ends
        Counter.objects.get_or_create(name=name)
        _add(name, count)
    return last(name)


def last(name: str) -> int:
    """Return the last number given out under ``name``, 0 when there was none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM store_counter WHERE name = %s", [name])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def last_of(names: Iterable[str]) -> dict[str, int]:
    """Return the last numbers given out under ``names``, without those of which there was none."""
    wanted = list(names)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        counted = Counter.objects.filter(name__in=wanted[start : start + 500])
        found.update(counted.values_list("name", "value"))
    return found


def _add(name: str, count: int) -> int:
    """Count on; return how many rows there were."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_counter SET value = value + %s WHERE name = %s", [count, name])
        return int(cursor.rowcount)


def edition_numbers(site: str, language: str) -> str:
    """Return the name under which an edition numbers its documents."""
    return f"number:{site}:{language}"


def column_slots(column: str) -> str:
    """Return the name under which a column numbers its slots."""
    return f"slot:{column}"
