"""Opening and closing items: called by the rooms where things wait, in the transaction of the act itself."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from wagtail.models import TaskState

from sites.registry.models import Site
from sites.store import clock

from .deadlines import deadline_of
from .models import Excluded, WaitingItem

LONGEST_TITLE = 255


@transaction.atomic
def open_item(
    *,
    source: str,
    reference: str,
    site: Site,
    stage: str,
    title: str,
    language: str,
    url: str,
    excluded: Iterable[str],
    started_at: datetime | None = None,
    task_state: TaskState | None = None,
    kind: str = "",
    action: str = "",
    findings: int = 0,
) -> None:
    """Note that a thing waits at ``stage`` of ``site`` from now on; an item that it had before is replaced.

    ``source`` and ``reference`` name the thing, ``url`` is where it is decided on, ``excluded`` are the user names of
    those who may not: authors, whoever passed another stage and on whose behalf. ``started_at`` is the start of the
    period, now if not given. With ``task_state`` the item goes when that state ends or goes. ``kind`` (the store's
    word) chooses the deadline; ``action`` (publish, withdraw, …) and ``findings`` (how many findings of the checks
    wait for a decision) are shown.
    """
    close_items(source, reference)
    started = started_at or clock.now()
    deadline = deadline_of(site, stage, kind, started)
    item = WaitingItem.objects.create(
        source=source,
        reference=reference,
        site=site,
        stage=stage,
        kind=kind,
        action=action,
        title=title[:LONGEST_TITLE],
        language=language,
        url=url,
        findings=findings,
        started_at=started,
        remind_at=deadline.remind_at,
        due_at=deadline.due_at,
        escalate_to=deadline.escalate_to,
        task_state_id=task_state.pk if task_state else None,
    )
    Excluded.objects.bulk_create([Excluded(item=item, person=person) for person in sorted(set(excluded) - {""})])


def close_items(source: str, reference: str) -> None:
    """Note that the thing no longer waits; one that does not wait is no error."""
    WaitingItem.objects.filter(source=source, reference=reference).delete()
