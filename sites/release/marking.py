"""Noting what became of the tasks of a release; an entry of the outbox is released when all its tasks are built."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from sites.build.making import Failure
from sites.build.program.leads import is_wide
from sites.build.program.spec import batches
from sites.store import clock, keys
from sites.store.models import OutboxEntry

from .models import Task

SOME = 500
"""How many rows one statement names."""


def mark_built(tasks: Sequence[Task], release: str, failures: Iterable[Failure]) -> int:
    """Note that ``release`` holds ``tasks``, except those that a failed output belongs to.

    Returns how many entries of the outbox became public by it.
    """
    failed = _failed(tasks, failures)
    built = [task for task in tasks if task.pk not in failed]
    for task in tasks:
        if task.pk in failed:
            task.error = "\n".join(failed[task.pk])
    with transaction.atomic():
        _hold([task.entry_id for task in tasks])
        now = timezone.now()
        for some in batches((task.pk for task in built), SOME):
            Task.objects.filter(pk__in=some).update(built_at=now, release=release, error="")
        _note_failures([task for task in tasks if task.pk in failed])
        released = sum(_release(some) for some in batches((task.entry_id for task in built), SOME))
        _tell_entries([task.entry for task in tasks if task.pk in failed or task.entry.error])
    return released


def mark_failed(tasks: Sequence[Task], error: str) -> None:
    """Note that none of ``tasks`` could be built, and why."""
    for task in tasks:
        task.error = error
    with transaction.atomic():
        _hold([task.entry_id for task in tasks])
        _note_failures(tasks)
        _tell_entries([task.entry for task in tasks])


def _hold(entries: list[int]) -> None:
    """Hold the rows of ``entries``, so that of two sites that finish an entry together the later one sees both.

    Where a database has no locks of rows, who writes is alone.
    """
    if not connection.features.has_select_for_update:
        return
    for some in batches(entries, SOME):
        list(OutboxEntry.objects.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk", flat=True))


def _release(entries: list[int]) -> int:
    done = OutboxEntry.objects.filter(pk__in=entries, released_at=None)
    done = done.exclude(Exists(Task.objects.filter(entry=OuterRef("pk"), built_at=None)))
    own = Task.objects.filter(entry=OuterRef("pk"), site=OuterRef("site")).values("release")[:1]
    return done.update(released_at=clock.now(), release=Coalesce(Subquery(own), "release"), error="")


def _note_failures(tasks: Sequence[Task]) -> None:
    now = timezone.now()
    by_error: dict[str, list[int]] = defaultdict(list)
    for task in tasks:
        by_error[task.error].append(task.pk)
    for error, numbers in by_error.items():
        for some in batches(numbers, SOME):
            Task.objects.filter(pk__in=some).update(error=error, attempts=F("attempts") + 1, tried_at=now)


def _tell_entries(entries: list[OutboxEntry]) -> None:
    """Let each entry say what its tasks say that are not built."""
    for some in batches(entries, SOME):
        said: dict[int, list[str]] = defaultdict(list)
        waiting = Task.objects.filter(entry__in=[entry.pk for entry in some], built_at=None).exclude(error="")
        for number, error in waiting.order_by("entry_id", "site_id").values_list("entry", "error"):
            said[number].append(error)
        for entry in some:
            entry.error = "\n".join(said[entry.pk])
        OutboxEntry.objects.bulk_update(some, ["error"])


def _failed(tasks: Sequence[Task], failures: Iterable[Failure]) -> dict[int, list[str]]:
    """Return the messages of the failed outputs by task: those that touched it, else those that touch everything."""
    readers: dict[str, list[int]] = defaultdict(list)
    for task in tasks:
        for key in task.keys:
            readers[key].append(task.pk)
    wide = [task.pk for task in tasks if any(is_wide(key) or key == keys.THEME for key in task.keys)]
    found: dict[int, list[str]] = defaultdict(list)
    for failure in failures:
        concerned = {number for key in failure.keys for number in readers.get(key, ())}
        for number in concerned or wide:
            found[number].append(failure.message)
    return dict(found)
