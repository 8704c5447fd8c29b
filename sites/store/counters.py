"""Numbers that are given out once and never again."""

from collections.abc import Iterable

from django.db.models import F

from .models import Counter


def take(name: str, count: int = 1) -> int:
    """Return the next number under ``name``, starting at 1; call it inside a transaction.

    With ``count`` so many are taken, and the last of them is returned.
    """
    counter = Counter.objects.filter(name=name)
    if not counter.update(value=F("value") + count):  # the update locks the row until the transaction ends
        Counter.objects.get_or_create(name=name)
        counter.update(value=F("value") + count)
    return counter.values_list("value", flat=True).get()


def last(name: str) -> int:
    """Return the last number given out under ``name``, 0 when there was none."""
    return Counter.objects.filter(name=name).values_list("value", flat=True).first() or 0


def last_of(names: Iterable[str]) -> dict[str, int]:
    """Return the last numbers given out under ``names``, without those of which there was none."""
    wanted = list(names)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        counted = Counter.objects.filter(name__in=wanted[start : start + 500])
        found.update(counted.values_list("name", "value"))
    return found


def edition_numbers(site: str, language: str) -> str:
    """Return the name under which an edition numbers its documents."""
    return f"number:{site}:{language}"


def column_slots(column: str) -> str:
    """Return the name under which a column numbers its slots."""
    return f"slot:{column}"
