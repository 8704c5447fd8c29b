"""Approved content that waits for its hour (定时发布)."""

import logging
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import approvals, audit, clock, lifetime, plausible, versions
from .admit import Refused, admit, demand_publishable
from .approvals import NotApproved
from .content import Content
from .models import Approval, Document, ScheduledAdmission

logger = logging.getLogger(__name__)


def is_early(content: Content) -> bool:
    """Return whether the hour of ``content`` is still to come."""
    begins = lifetime.publish_at(content)
    return begins is not None and begins > plausible.trusted_now()


@transaction.atomic
def hold(content: Content, *, person: str, authors: Iterable[str]) -> ScheduledAdmission:
    """Keep approved ``content`` until its hour; it takes the place of what waited under the same key.

    Raises ``approvals.NotApproved`` or ``Refused`` as ``admit`` would.
    """
    begins, contributors = lifetime.publish_at(content), sorted(set(authors))
    if begins is None:
        raise Refused(_("没有定时发布的时间。"))
    lifetime.demand(content, begins)
    site = demand_publishable(content)
    held = Document.objects.filter(key=content.key).first()
    approvals.demand(
        action=Approval.Action.PUBLISH,
        site=site,
        kind=content.kind,
        subject=content.key,
        digest=content.digest(),
        authors=contributors,
        after=held.last_approval if held else 0,
    )
    values = {"site": site, "digest": versions.keep(content), "due_at": begins, "person": person}
    waiting, _made = ScheduledAdmission.objects.update_or_create(
        key=content.key, defaults={**values, "authors": contributors, "error": ""}
    )
    audit.record(person, "schedule", content.key, waiting.digest, site=site.key, due_at=begins.isoformat())
    return waiting


@transaction.atomic
def cancel(key: str, *, by: str) -> bool:
    """Let what waits under ``key`` wait no longer; return whether anything did. What is public stays."""
    waiting = ScheduledAdmission.objects.select_for_update().select_related("site").filter(key=key).first()
    if waiting is None:
        return False
    audit.record(by, "cancel schedule", key, waiting.digest, site=waiting.site.key)
    waiting.delete()
    return True


def admit_due(done: Callable[[Document], object] | None = None) -> int:
    """Admit everything whose hour has come; return how much that was.

    While the clock is in doubt nothing is admitted that was not due before (``plausible``). Approvals are demanded
    again. What cannot become public stays with its ``error``; the others go on. ``done`` is called in the same
    transaction with each document admitted.
    """
    admitted = 0
    plausible.watch()
    due = ScheduledAdmission.objects.filter(due_at__lte=clock.now(), error="").order_by("due_at", "id")
    if not due.exists():
        return 0
    for waiting in list(due.filter(due_at__lte=plausible.trusted_now()).values_list("id", flat=True)):
        admitted += _admit(waiting, done)
    return admitted


def _admit(waiting: int, done: Callable[[Document], object] | None) -> int:
    try:
        with transaction.atomic():
            held = ScheduledAdmission.objects.select_for_update().filter(id=waiting, error="").first()
            if held is None:
                return 0
            document = admit(versions.read(held.digest), person=held.person, authors=held.authors)
            ScheduledAdmission.objects.filter(id=waiting).delete()
            if done is not None:
                done(document)
            return 1
    except (NotApproved, Refused, LookupError) as error:
        logger.warning("cannot admit what was scheduled: %s", error)
        ScheduledAdmission.objects.filter(id=waiting).update(error=str(error))
        return 0
