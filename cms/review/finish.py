"""The end of the chain: the store is asked to let the content in, or to take it back.

Wagtail's settings name this function, so nothing of Wagtail or of the models is imported until it runs.
"""

from typing import Any

from django.db import transaction


@transaction.atomic
def finish(workflow_state: Any, user: Any = None) -> None:
    """Make public, or take back, what ``workflow_state`` asks for; Wagtail's tables follow the store.

    ``user`` passed the last stage. Raises ``NotApproved`` or ``Refused``; then nothing has changed, whoever
    ended the workflow and however.
    """
    from sites.store import withdraw
    from sites.store.admit import admit

    from .subject import subject_of

    request = workflow_state.review_request
    revision = workflow_state.current_task_state.revision
    subject = subject_of(request, revision)
    person = user.get_username() if user else ""
    if request.is_withdrawal:
        withdraw.withdraw(subject.key, person=person, authors=subject.authors, reason=request.reason)
        _unpublish(workflow_state.content_object.specific, user)
        return
    from cms.pages.content import content_of

    admit(content_of(revision.as_object()), person=person, authors=subject.authors)
    request.admitted_revision = revision.pk
    request.save(update_fields=["admitted_revision"])
    _publish(revision, user)


def _publish(revision: Any, user: Any) -> None:
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)


def _unpublish(page: Any, user: Any) -> None:
    from wagtail.actions.unpublish_page import UnpublishPageAction

    if page.live:
        UnpublishPageAction(page, user=user, commit=True).execute(skip_permission_checks=True)
