"""Wagtail's own tables, made to follow what the store has done. Nothing here decides anything."""

from typing import Any

from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.pages.models.base import PublicPage


def publish(page: PublicPage, revision: Revision, user: Any) -> None:
    """Let Wagtail's page be ``page``, which is ``revision``; it was validated when it was submitted."""
    now = timezone.now()
    page.live, page.expired = True, False
    page.has_unpublished_changes = page.latest_revision_id != revision.pk
    page.live_revision = revision
    page.first_published_at = page.first_published_at or now
    page.last_published_at = now
    page.save(clean=False)
    page_published.send(sender=type(page), instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", user=user, revision=revision, content_changed=True)


def unpublish(page: Page, user: Any, *, is_expired: bool = False) -> None:
    """Let Wagtail's page be a draft again."""
    if page.live:
        action = UnpublishPageAction(page, set_expired=is_expired, user=user, commit=True)
        action.execute(skip_permission_checks=True)


def move(page: PublicPage, column: Page, user: Any) -> None:
    """Put Wagtail's page below ``column``, as the last of its pages."""
    fresh = Page.objects.get(pk=page.pk).specific
    target = Page.objects.get(pk=column.pk)
    MovePageAction(fresh, target, pos="last-child", user=user).execute(skip_permission_checks=True)
