"""Numbers that are given out once and never again."""

from .models import Counter


def take(name: str) -> int:
    """Return the next number under ``name``, starting at 1; call it inside a transaction."""
    Counter.objects.get_or_create(name=name)
    counter = Counter.objects.select_for_update().get(name=name)
    counter.value += 1
    counter.save(update_fields=["value"])
    return counter.value


def last(name: str) -> int:
    """Return the last number given out under ``name``, 0 when there was none."""
    return Counter.objects.filter(name=name).values_list("value", flat=True).first() or 0


def edition_numbers(site: str, language: str) -> str:
    """Return the name under which an edition numbers its documents."""
    return f"number:{site}:{language}"


def column_slots(column: str) -> str:
    """Return the name under which a column numbers its slots."""
    return f"slot:{column}"
