"""Scheduled publication and expiry: the store acts, Wagtail's tables follow (定时发布、到期撤下)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from sites.store import expiry, schedule
from sites.store.admit import Refused
from sites.store.models import Document, ScheduledAdmission

from . import tree
from .finish import note_admitted
from .models import ReviewRequest
from .opening import demand_editor


def waiting_admission(page: PublicPage) -> ScheduledAdmission | None:
    """Return the approved version of ``page`` that waits for its hour, or that could not become public at it."""
    return ScheduledAdmission.objects.filter(key=key_of(page)).first()


@transaction.atomic
def cancel(page: PublicPage, user: Any) -> None:
    """Let the scheduled version of ``page`` wait no longer (取消定时发布); an editor may, as nothing public changes.

    Raises ``Refused`` when nothing waits or ``user`` does not write for the site.
    """
    demand_editor(user, page.site)
    if not schedule.cancel(key_of(page), by=user.get_username()):
        raise Refused(_("没有等待定时发布的版本，可能已经公开。"))


def admit_due() -> int:
    """Make public what has come to its hour; return how much that was. The worker calls it."""
    return schedule.admit_due(_follow_admission)


def withdraw_due() -> int:
    """Take back what has come to its end; return how much that was. The worker calls it."""
    return expiry.withdraw_due(_follow_expiry)


def _follow_admission(document: Document) -> None:
    page = page_of(document)
    if page is None:
        return
    requests = ReviewRequest.objects.filter(
        workflow_state__object_id=str(page.pk), scheduled_digest=document.digest, scheduled_revision__isnull=False
    )
    request = requests.order_by("-pk").first()
    revision = Revision.page_revisions.filter(pk=request.scheduled_revision).first() if request else None
    if request is not None and revision is not None:
        note_admitted(request, revision.pk)
        tree.publish(revision.as_object(), revision, None)


def _follow_expiry(document: Document) -> None:
    page = page_of(document)
    if page is not None:
        tree.unpublish(page, None, is_expired=True)


def page_of(document: Document) -> PublicPage | None:
    """Return the page that ``document`` was made from, None when it is gone."""
    page = Page.objects.filter(
        translation_key=document.translation_group, locale__language_code=document.language
    ).first()
    specific = page.specific if page else None
    return specific if isinstance(specific, PublicPage) and key_of(specific) == document.key else None
