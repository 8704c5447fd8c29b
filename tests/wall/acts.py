"""The acts that random people try on random pages, each as the screen or the shell would do it."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from cms.accounts.setup import locale_of
from cms.media.models import Picture
from cms.pages.models import ArticlePage, ColumnPage
from cms.review import actions, requests, scheduling
from cms.review.versions_once_public import versions_of
from sites.store import secrecy
from tests.wall.town import png


def page_of(pk: int) -> ArticlePage | None:
    """Return the article as the database has it, None when it is gone."""
    return ArticlePage.objects.filter(pk=pk).first()


def edit(page: ArticlePage, user: Any, title: str, picture: Picture | None, *, hours: float = 0) -> None:
    """Save a new draft: another title, perhaps a picture, perhaps an hour at which it is to become public."""
    if page.alias_of_id or page.locked:
        return
    draft = page.get_latest_revision_as_object()
    draft.title = title
    if picture is not None:
        draft.picture, draft.picture_alt = picture, "草原上的云"
        draft.body = [("picture", {"picture": picture, "alt": "草原上的云", "caption": ""})]
    draft.go_live_at = timezone.now() + timedelta(hours=hours) if hours else None
    draft.save_revision(user=user)


def overwrite(page: ArticlePage, title: str) -> None:
    """Change the newest revision in place, as autosave does and as a script could."""
    revision = page.latest_revision
    if revision is not None:
        revision.content = {**revision.content, "title": title}
        revision.save(update_fields=["content"])


def submit(page: ArticlePage, user: Any) -> None:
    """Submit, unless it is an alias, which Wagtail gives no revisions."""
    if not page.alias_of_id:
        actions.submit(page, user)


def approve(page: ArticlePage, user: Any) -> None:
    """Pass the stage that waits, the secrecy form filled in."""
    actions.approve(page, user, form=secrecy.all_clear(user.get_username()))


def recall(page: ArticlePage, user: Any) -> None:
    """Take the submission back, as the editor's menu does."""
    state = actions.current_state(page)
    if state is not None:
        state.cancel(user=user)


def replace_picture(picture: Picture, user: Any, colour: str) -> bool:
    """Put another file into the picture by its form; return whether that was let happen."""
    client = Client()
    client.force_login(user)
    data = {"title": picture.title, "description": "", "collection": picture.collection_id, "tags": ""}
    file = SimpleUploadedFile("other.png", png(colour), "image/png")
    client.post(reverse("wagtailimages:edit", args=[picture.pk]), {**data, "file": file})
    return Picture.objects.get(pk=picture.pk).digest != picture.digest


def ask_to_move(page: ArticlePage, user: Any) -> None:
    """Ask for another column, the first that fits."""
    columns = requests.columns_for(page)
    if columns:
        requests.request_move(page, user, columns[0], "归错了栏目")


def move(page: ArticlePage, column: ColumnPage) -> None:
    """Move in Wagtail's tree without asking."""
    if not page.is_child_of(column):
        page.move(Page.objects.get(pk=column.pk), pos="last-child")


def restore(page: ArticlePage, user: Any) -> None:
    """Ask for the oldest version that was public."""
    listed = versions_of(page, "")
    if listed:
        requests.restore(page, user, listed[-1])


def copy(page: ArticlePage, user: Any, slug: str) -> ArticlePage:
    """Copy, keeping what is live live."""
    return page.copy(update_attrs={"slug": slug}, user=user, keep_live=True)


def alias(page: ArticlePage, user: Any, slug: str) -> ArticlePage:
    """Make an alias, which is live at once in Wagtail."""
    return CreatePageAliasAction(page, update_slug=slug, user=user).execute(skip_permission_checks=True)


def convert(page: ArticlePage, user: Any) -> None:
    """Turn an alias into a page of its own."""
    if page.alias_of_id:
        ConvertAliasPageAction(page, user=user).execute(skip_permission_checks=True)


def translate(page: ArticlePage, user: Any) -> ArticlePage | None:
    """Copy into the other language, once."""
    locale = locale_of("mn-mong")
    if page.has_translation(locale) or page.locale == locale:
        return None
    column = ColumnPage.objects.parent_of(page).get()
    if not column.has_translation(locale):
        column.copy_for_translation(locale)
    return ArticlePage.objects.get(
        pk=CopyPageForTranslationAction(page, locale, user=user).execute(skip_permission_checks=True).pk
    )


def publish_in_wagtail(page: ArticlePage, user: Any) -> None:
    """Publish as a superuser's button would without our answer to it."""
    if not page.alias_of_id and page.latest_revision:
        page.latest_revision.publish(user=user, skip_permission_checks=True)


def run_worker_tasks() -> None:
    """Let what has come to its hour become public, or end."""
    scheduling.admit_due()
    scheduling.withdraw_due()
