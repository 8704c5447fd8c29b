"""The end of the chain: the store is asked to let the content in, to take it back, or to put it elsewhere.

Wagtail's settings name ``finish``, so nothing of Wagtail or of the models is imported until it runs.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import ReviewRequest
    from .subject import Subject


@transaction.atomic
def finish(workflow_state: Any, user: Any = None) -> None:
    """Do what ``complete`` does, when Wagtail ends a workflow by itself."""
    from sites.store.approvals import NotApproved

    from .queueing import note_decided
    from .subject import subject_of

    if workflow_state.current_task_state is None or not hasattr(workflow_state, "review_request"):
        raise NotApproved(_("这里没有审签环节，不能送审；请联系系统管理员恢复审签流程。"))
    subject = subject_of(workflow_state.review_request, workflow_state.current_task_state.revision)
    complete(subject, user)
    note_decided(subject.draft)


def complete(subject: "Subject", user: Any) -> None:
    """Do what ``subject`` asks for; Wagtail's tables follow the store.

    Content whose hour is still to come is held until then. Call it inside a transaction. ``user`` passed the last
    stage. Raises ``NotApproved`` or ``Refused``; then nothing has changed, whoever ended the workflow and however.
    """
    from sites.store import schedule, withdraw
    from sites.store.admit import admit

    from . import tree

    request = subject.request
    person = user.get_username() if user else ""
    if subject.content is None:
        withdraw.withdraw(
            subject.key,
            person=person,
            authors=subject.authors,
            reason=request.reason,
            leads_to=request.leads_to,
        )
        tree.unpublish(subject.revision.content_object, user)
    elif request.is_move:
        admit(subject.content, person=person, authors=subject.authors, action=request.action)
        tree.move(subject.draft, request.target, user)
    elif schedule.is_early(subject.content):
        schedule.hold(subject.content, person=person, authors=subject.authors)
        request.scheduled_revision, request.scheduled_digest = subject.revision.pk, subject.digest
        request.save(update_fields=["scheduled_revision", "scheduled_digest"])
    else:
        admit(subject.content, person=person, authors=subject.authors)
        note_admitted(request, subject.revision.pk)
        tree.publish(subject.draft, subject.revision, user)


def note_admitted(request: "ReviewRequest", revision: int) -> None:
    """Note which revision became public by ``request``: whoever writes from then on is an author of the next one."""
    request.admitted_revision = revision
    request.save(update_fields=["admitted_revision"])
