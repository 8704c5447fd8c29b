"""Ways through code: models, Wagtail's actions, raw SQL. A shell, a script or a plug-in can do all of this."""

from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail import actions as wagtail_actions  # noqa: F401  (the package that the test enumerates)
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Task, WorkflowState
from wagtail.models import Site as WagtailSite

from cms.accounts.setup import locale_of
from cms.media.models import Attachment, Picture
from cms.pages.models import ArticlePage, ColumnPage
from cms.review.finish import finish
from tests.wall.scene import Scene, shell
from tests.wall.town import PDF, UNSEEN, png


@shell("model:Page.save")
def save_a_live_row(s: Scene) -> bool:
    page = s.fresh(s.here.public)
    page.title, page.live = UNSEEN, True
    page.save()
    return Page.objects.filter(title=UNSEEN, live=True).exists()


@shell("model:Page.save")
def save_a_live_base_row(s: Scene) -> bool:
    page = Page.objects.get(pk=s.here.draft.pk)
    page.title, page.live = UNSEEN, True
    page.save(clean=False)
    return Page.objects.filter(title=UNSEEN, live=True).exists()


@shell("model:Page.add_child")
def add_a_live_child(s: Scene) -> bool:
    s.here.column.refresh_from_db()
    s.here.column.add_child(instance=ArticlePage(title=UNSEEN, live=True))
    return Page.objects.filter(title=UNSEEN, live=True).exists()


@shell("model:Page.publish", "action:PublishPageRevisionAction")
def publish_a_revision(s: Scene) -> bool:
    page = s.fresh(s.here.public)
    page.title = UNSEEN
    page.save_revision(user=s.user).publish(user=s.user)
    PublishPageRevisionAction(s.here.half.latest_revision, user=s.user).execute(skip_permission_checks=True)
    return Page.objects.filter(pk=s.here.public.pk, title=UNSEEN, live=True).exists()


@shell("action:PublishRevisionAction")
def publish_a_revision_by_its_base_action(s: Scene) -> bool:
    PublishRevisionAction(s.here.revision, user=s.user).execute(skip_permission_checks=True)
    return Page.objects.filter(pk=s.here.public.pk, title__contains=UNSEEN, live=True).exists()


@shell("model:Page.save_revision")
def schedule_a_revision(s: Scene) -> bool:
    """Wagtail's own command stands behind ours of the same name."""
    from django.core.management import call_command
    from wagtail.management.commands.publish_scheduled import Command

    page = s.fresh(s.here.draft)
    revision = page.save_revision(approved_go_live_at=timezone.now())
    call_command(Command())
    return Revision.objects.filter(pk=revision.pk, approved_go_live_at=None).exists()


@shell("action:RevertToPageRevisionAction")
def revert_and_publish(s: Scene) -> bool:
    oldest = s.here.public.revisions.order_by("id").first()
    made = RevertToPageRevisionAction(s.fresh(s.here.public), oldest, user=s.user).execute(skip_permission_checks=True)
    made.publish()
    return made.pk is not None


@shell("action:UnpublishPageAction", "action:UnpublishAction", "model:Page.unpublish")
def unpublish(s: Scene) -> bool:
    UnpublishPageAction(s.fresh(s.here.public), user=s.user).execute(skip_permission_checks=True)
    UnpublishAction(s.fresh(s.here.neighbour), user=s.user).execute(skip_permission_checks=True)
    s.fresh(s.here.column).unpublish()
    return not Page.objects.filter(pk=s.here.public.pk, live=True).exists()


@shell("action:DeletePageAction", "model:Page.delete")
def delete(s: Scene) -> bool:
    DeletePageAction(s.fresh(s.here.public), user=s.user).execute(skip_permission_checks=True)
    s.fresh(s.here.other_column).delete()
    return not Page.objects.filter(pk=s.here.public.pk).exists()


@shell("action:MovePageAction", "model:Page.move")
def move_to_another_site(s: Scene) -> bool:
    there = Page.objects.get(pk=s.town.there.column.pk)
    MovePageAction(s.fresh(s.here.public), there, pos="last-child", user=s.user).execute(skip_permission_checks=True)
    s.fresh(s.here.neighbour).move(s.fresh(s.here.other_column), pos="last-child")
    return Page.objects.filter(pk=s.here.public.pk).descendant_of(there).exists()


@shell("action:CopyPageAction", "model:Page.copy")
def copy_and_keep_it_live(s: Scene) -> bool:
    page = s.fresh(s.here.public)
    made = page.copy(to=s.fresh(s.here.other_column), update_attrs={"slug": "x1"}, keep_live=True)
    attributes = {"slug": "x2"}
    CopyPageAction(
        s.fresh(s.here.column), s.here.office.home, recursive=True, update_attrs=attributes, user=s.user
    ).execute(skip_permission_checks=True)
    return made.live


@shell("action:CreatePageAliasAction", "model:Page.create_alias", "model:Page.update_aliases")
def create_an_alias_and_publish_its_source(s: Scene) -> bool:
    alias = CreatePageAliasAction(
        s.fresh(s.here.public), parent=Page.objects.get(pk=s.town.there.column.pk), user=s.user
    ).execute(skip_permission_checks=True)
    page = s.fresh(s.here.public)
    page.title = UNSEEN
    page.save_revision().publish()
    return Page.objects.filter(pk=alias.pk, title=UNSEEN, live=True).exists()


@shell("action:ConvertAliasPageAction")
def convert_an_alias_and_publish_it(s: Scene) -> bool:
    alias = s.fresh(s.here.public).create_alias(parent=s.fresh(s.here.other_column))
    ConvertAliasPageAction(alias, user=s.user).execute(skip_permission_checks=True)
    alias = ArticlePage.objects.get(pk=alias.pk)
    alias.get_latest_revision().publish()
    return alias.live


@shell("action:CopyPageForTranslationAction", "action:CopyForTranslationAction", "model:Page.copy_for_translation")
def translate_and_publish(s: Scene) -> bool:
    locale = locale_of("mn-mong")
    s.fresh(s.here.column).copy_for_translation(locale)
    made = CopyPageForTranslationAction(s.fresh(s.here.public), locale, user=s.user).execute(
        skip_permission_checks=True
    )
    made.get_latest_revision().publish()
    alias = s.fresh(s.here.neighbour).copy_for_translation(locale, alias=True)
    return ArticlePage.objects.get(pk=made.pk).live and alias.live


@shell("model:QuerySet.update")
def update_rows(s: Scene) -> bool:
    Page.objects.update(live=True, title=UNSEEN, seo_title=UNSEEN, has_unpublished_changes=False)
    ArticlePage.objects.update(summary=UNSEEN, body="[]")
    ColumnPage.objects.update(description=UNSEEN, position=9)
    return True


@shell("model:QuerySet.bulk_create", "model:QuerySet.bulk_update")
def write_rows_in_bulk(s: Scene) -> bool:
    page = s.fresh(s.here.public)
    page.summary = UNSEEN
    ArticlePage.objects.bulk_update([page], ["summary"])
    restriction = PageViewRestriction(page=page, restriction_type="login")
    PageViewRestriction.objects.bulk_create([restriction])
    return ArticlePage.objects.filter(summary=UNSEEN).exists()


@shell("model:raw SQL")
def write_sql_on_wagtails_tables(s: Scene) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s, title = %s, url_path = '/x/'", [True, UNSEEN])
        cursor.execute("UPDATE wagtailcore_revision SET content = content, approved_go_live_at = created_at")
        cursor.execute("UPDATE wagtailcore_workflowstate SET status = 'approved'")
        cursor.execute("UPDATE wagtailcore_taskstate SET status = 'approved'")
        cursor.execute("UPDATE review_reviewrequest SET admitted_revision = 1")
    return Page.objects.filter(title=UNSEEN).count() > 5


@shell("model:Revision")
def rewrite_a_revision_under_review(s: Scene) -> bool:
    """The first stage has passed it; the signer must find other content than that stage saw."""
    from cms.review import actions
    from sites.store.approvals import NotApproved

    revision = s.here.half.latest_revision
    content = {**revision.content, "title": UNSEEN}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    try:
        actions.approve(s.here.half, s.here.people["sign"])
    except NotApproved:
        return True
    return False


@shell("model:StreamField")
def change_the_body_of_a_live_row(s: Scene) -> bool:
    page = s.fresh(s.here.public)
    page.body = [("text", f"<p>{UNSEEN}</p>")]
    page.save()
    return True


@shell("model:Picture", "storage")
def replace_files_directly(s: Scene) -> bool:
    picture = Picture.objects.get(pk=s.here.picture.pk)
    picture.file.save("picture.png", ContentFile(png("green")))
    attachment = Attachment.objects.get(pk=s.here.attachment.pk)
    attachment.file.save("attachment.pdf", ContentFile(PDF + b"%other\n"))
    picture.file.storage.delete(s.here.picture.file.name)
    Picture.objects.update(title=UNSEEN)
    return picture.digest != s.here.picture.digest


@shell("model:Picture")
def overwrite_an_original(s: Scene) -> bool:
    """Public bytes come from the blobs, never from the editing side's originals."""
    path = s.here.picture.file.path
    with open(path, "rb") as stream:
        kept = stream.read()
    try:
        with open(path, "wb") as stream:
            stream.write(png("red"))
        from tests.wall import judge

        judge.work()
    finally:
        with open(path, "wb") as stream:
            stream.write(kept)
    return True


@shell("model:WagtailSite", "model:Locale")
def change_wagtails_sites_and_locales(s: Scene) -> bool:
    root = s.here.draft
    WagtailSite.objects.update_or_create(hostname="evil.example", defaults={"root_page": root, "port": 80})
    WagtailSite.objects.update(hostname="other.example", root_page=Page.objects.get(pk=s.here.half.pk))
    Locale.objects.get_or_create(language_code="mn-mong")
    return True


@shell("model:Workflow", "model:Task")
def end_reviews_in_code(s: Scene) -> bool:
    """Each of Wagtail's own ways to end a workflow asks our finish action, and that one asks the store."""
    from django.db import transaction

    from sites.store.admit import Refused
    from sites.store.approvals import NotApproved

    acts = (
        lambda: WorkflowState.objects.get(pk=s.here.workflow_state.pk).finish(user=s.user),
        lambda: finish(WorkflowState.objects.get(pk=s.here.workflow_state.pk), s.user),
        lambda: Task.objects.get(stagetask__stage="sign").specific.deactivate(user=s.user),
        lambda: s.here.workflow_state.workflow.deactivate(user=s.user),
    )
    refused = 0
    for act in acts:
        try:
            with transaction.atomic():
                act()
        except (NotApproved, Refused):
            refused += 1
    return refused >= 2


@shell("model:ContentType")
def change_what_a_page_is(s: Scene) -> bool:
    Page.objects.filter(pk=s.here.public.pk).update(content_type=ContentType.objects.get_for_model(ColumnPage))
    Page.objects.filter(pk=s.here.neighbour.pk).update(locale=locale_of("mn-mong"))
    return True


@shell("model:translation_key")
def let_a_draft_pass_for_a_public_page(s: Scene) -> bool:
    """A page's key names it in the store; taking another's key gives no approval."""
    key = s.here.neighbour.translation_key
    Page.objects.filter(pk=s.here.neighbour.pk).update(translation_key=uuid4())
    Page.objects.filter(pk=s.here.draft.pk).update(translation_key=key, live=True)
    return True
