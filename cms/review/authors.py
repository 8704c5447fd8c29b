"""Who contributed to what is under review: none of them may pass it."""

from django.contrib.auth import get_user_model
from django.db.models import Max, Q
from wagtail.models import Revision

from cms.pages.models.base import PublicPage
from cms.pages.uploads import uploaders

from .models import ReviewRequest


def authors_of(draft: PublicPage, revision: Revision, request: ReviewRequest) -> set[str]:
    """Return the user names of everyone who contributed to ``draft``, which is ``revision`` as a page.

    For a withdrawal that is whoever asked for it. Otherwise: the people of every revision since the one that
    became public last, of ``revision`` itself, the owner of a page never made public, the uploaders of
    its pictures and attachments, and whoever submitted it.
    """
    requester = request.workflow_state.requested_by
    people = {requester.get_username()} if requester else set()
    if request.is_withdrawal:
        return people
    admitted = last_admitted_revision(draft)
    written = draft.revisions.filter(Q(id__gt=admitted) | Q(id=revision.pk))
    owner = None if admitted else draft.owner_id
    writers = get_user_model().objects.filter(Q(pk__in=written.values("user")) | Q(pk=owner))
    return people | {writer.get_username() for writer in writers} | uploaders(draft)


def last_admitted_revision(page: PublicPage) -> int:
    """Return the id of the revision of ``page`` that became public last, 0 when there was none."""
    newest: int | None = page.workflow_states.aggregate(newest=Max("review_request__admitted_revision"))["newest"]
    return newest or 0
