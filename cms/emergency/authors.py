"""Who contributed to a draft that is to become public the emergency way: none of them confirms or reviews it."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Revision

from cms.pages.models.base import PublicPage
from cms.pages.uploads import uploaders
from cms.review.authors import last_admitted_revision


def authors_of(draft: PublicPage, revision: Revision) -> set[str]:
    """Return the user names of the writers of ``revision`` and of every one since what became public last.

    The owner of a page never made public and the uploaders of pictures and attachments are among them.
    """
    admitted = last_admitted_revision(draft)
    written = draft.revisions.filter(Q(id__gt=admitted) | Q(id=revision.pk))
    owner = None if admitted else draft.owner_id
    writers = get_user_model().objects.filter(Q(pk__in=written.values("user")) | Q(pk=owner))
    return {writer.get_username() for writer in writers} | uploaders(draft)
