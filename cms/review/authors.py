"""Who contributed to what is under review: none of them may pass it."""

from wagtail.models import Revision

from cms.pages.models.base import PublicPage
from cms.pages.uploads import uploaders

from .models import ReviewRequest


def authors_of(page: PublicPage, revision: Revision, request: ReviewRequest) -> set[str]:
    """Return the user names of everyone who contributed.

    For a withdrawal that is whoever asked for it. Otherwise: the people of every revision since the one that
    became public last, of ``revision`` itself, the owner of a page never made public, the uploaders of
    its pictures and attachments, and whoever submitted it.
    """
    requester = request.workflow_state.requested_by
    people = {requester.get_username()} if requester else set()
    if request.is_withdrawal:
        return people
    admitted = last_admitted_revision(page)
    written = page.revisions.filter(id__gt=admitted) | page.revisions.filter(id=revision.pk)
    people |= set(written.filter(user__isnull=False).values_list("user__username", flat=True))
    if not admitted and page.owner:
        people.add(page.owner.get_username())
    return people | uploaders(revision.as_object())


def last_admitted_revision(page: PublicPage) -> int:
    """Return the id of the revision of ``page`` that became public last, 0 when there was none."""
    states = page.workflow_states.filter(review_request__admitted_revision__isnull=False)
    newest = states.order_by("-review_request__admitted_revision").values_list("review_request__admitted_revision")
    return int(newest[0][0]) if newest else 0
