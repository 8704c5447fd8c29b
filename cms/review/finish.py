"""The end of the chain: the store is asked to let the content in, or to take it back.

Wagtail's settings name ``finish``, so nothing of Wagtail or of the models is imported until it runs.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

if TYPE_CHECKING:
    from .subject import Subject


@transaction.atomic
def finish(workflow_state: Any, user: Any = None) -> None:
    """Do what ``complete`` does, when Wagtail ends a workflow by itself."""
    from .subject import subject_of

    complete(subject_of(workflow_state.review_request, workflow_state.current_task_state.revision), user)


def complete(subject: "Subject", user: Any) -> None:
    """Make public, or take back, what ``subject`` asks for; Wagtail's tables follow the store.

    Call it inside a transaction. ``user`` passed the last stage. Raises ``NotApproved`` or ``Refused``; then nothing
    has changed, whoever ended the workflow and however.
    """
    from sites.store import withdraw
    from sites.store.admit import admit

    request = subject.request
    person = user.get_username() if user else ""
    if subject.content is None:
        withdraw.withdraw(subject.key, person=person, authors=subject.authors, reason=request.reason)
        _unpublish(subject.revision.content_object, user)
        return
    admit(subject.content, person=person, authors=subject.authors)
    request.admitted_revision = subject.revision.pk
    request.save(update_fields=["admitted_revision"])
    _publish(subject, user)


def _publish(subject: "Subject", user: Any) -> None:
    """Let Wagtail's page be the draft that became public; it was validated when it was submitted."""
    from wagtail.log_actions import log
    from wagtail.signals import page_published

    page, revision, now = subject.draft, subject.revision, timezone.now()
    page.live, page.expired = True, False
    page.has_unpublished_changes = page.latest_revision_id != revision.pk
    page.live_revision = revision
    page.first_published_at = page.first_published_at or now
    page.last_published_at = now
    page.save(clean=False)
    page_published.send(sender=type(page), instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", user=user, revision=revision, content_changed=True)


def _unpublish(page: Any, user: Any) -> None:
    from wagtail.actions.unpublish_page import UnpublishPageAction

    if page.live:
        UnpublishPageAction(page, user=user, commit=True).execute(skip_permission_checks=True)
