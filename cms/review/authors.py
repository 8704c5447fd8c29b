"""Who contributed to what is under review: none of them may pass it."""

from django.contrib.auth import get_user_model
from django.db.models import Max, Q
from wagtail.models import Revision

from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from cms.pages.uploads import uploaders
from sites.store.models import Approval

from .models import ReviewRequest


def authors_of(draft: PublicPage, revision: Revision, request: ReviewRequest) -> set[str]:
    """Return the user names of everyone who contributed to ``draft``, which is ``revision`` as a page.

    For a withdrawal or a move, which change no word, that is whoever asked for it. Otherwise: the people of every
    revision since the one that became public last (translators among them), of ``revision`` itself, the owner of a
    page never made public, the uploaders of its pictures and attachments, whoever submitted it, and the authors of an
    old version that is to come back.
    """
    requester = request.workflow_state.requested_by
    people = {requester.get_username()} if requester else set()
    if not request.asks_to_publish:
        return people
    admitted = last_admitted_revision(draft)
    written = draft.revisions.filter(Q(id__gt=admitted) | Q(id=revision.pk))
    owner = None if admitted else draft.owner_id
    writers = get_user_model().objects.filter(Q(pk__in=written.values("user")) | Q(pk=owner))
    people |= {writer.get_username() for writer in writers} | uploaders(draft)
    return people | (authors_of_version(draft, request.restores) if request.restores else set())


def authors_of_version(page: PublicPage, digest: str) -> set[str]:
    """Return the user names of everyone who contributed to the version of ``page`` with this ``digest``."""
    given = Approval.objects.filter(subject=key_of(page), digest=digest).values_list("authors", flat=True)
    return set().union(*given)


def last_admitted_revision(page: PublicPage) -> int:
    """Return the id of the revision of ``page`` that became public last, 0 when there was none."""
    newest: int | None = page.workflow_states.aggregate(newest=Max("review_request__admitted_revision"))["newest"]
    return newest or 0
