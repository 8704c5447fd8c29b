"""Ways through the screens of one page: writing, publishing, scheduling, privacy."""

from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.wall.scene import Scene, article, door
from tests.wall.town import UNSEEN

ADD = "wagtailadmin_pages:add"
EDIT = "wagtailadmin_pages:edit"
PAST = "2020-01-01 08:00"


@door(ADD)
def publish_a_new_page(s: Scene) -> bool:
    s.post(ADD, "pages", "articlepage", s.here.column.pk, data=article(), **{"action-publish": "1"})
    return s.explained and s.has_draft(f"{UNSEEN}标题")


@door(ADD)
def add_a_page_whose_hour_is_past(s: Scene) -> bool:
    data = article(go_live_at=PAST, expire_at="")
    s.post(ADD, "pages", "articlepage", s.here.column.pk, data=data, **{"action-publish": "1"})
    return s.explained or s.has_draft(f"{UNSEEN}标题")


@door(ADD)
def submit_a_new_page(s: Scene) -> bool:
    s.post(ADD, "pages", "articlepage", s.here.column.pk, data=article(), **{"action-submit": "1"})
    return s.has_draft(f"{UNSEEN}标题")


@door("wagtailadmin_pages:preview_on_add")
def preview_a_new_page(s: Scene) -> bool:
    s.post("wagtailadmin_pages:preview_on_add", "pages", "articlepage", s.here.column.pk, data=article())
    return s.accepted


@door("wagtailadmin_pages:preview_on_edit")
def preview_a_change(s: Scene) -> bool:
    s.post("wagtailadmin_pages:preview_on_edit", s.here.public.pk, data=article())
    return s.accepted


@door("wagtailadmin_block_preview")
def preview_a_block(s: Scene) -> bool:
    return s.post("wagtailadmin_block_preview").status_code in (404, 405)


@door(EDIT)
def save_a_draft(s: Scene) -> bool:
    s.post(EDIT, s.here.public.pk, data=article())
    return s.has_draft(f"{UNSEEN}标题")


@door(EDIT)
def publish_a_change(s: Scene) -> bool:
    s.post(EDIT, s.here.public.pk, data=article(), **{"action-publish": "1"})
    return s.explained and s.has_draft(f"{UNSEEN}标题")


@door(EDIT)
def publish_what_is_under_review(s: Scene) -> bool:
    s.post(EDIT, s.here.half.pk, data=article(), **{"action-publish": "1"})
    return not s.has_draft(f"{UNSEEN}标题")


@door(EDIT)
def schedule_a_change(s: Scene) -> bool:
    s.post(EDIT, s.here.public.pk, data=article(go_live_at=PAST), **{"action-publish": "1"})
    return s.explained or s.has_draft(f"{UNSEEN}标题")


@door(EDIT)
def let_what_is_public_expire(s: Scene) -> bool:
    s.post(EDIT, s.here.public.pk, data=article(expire_at=PAST), **{"action-publish": "1"})
    return s.explained or s.answer.status_code in (200, 302)


@door(EDIT)
def overwrite_a_submitted_revision(s: Scene) -> bool:
    revision = s.here.half.latest_revision_id
    s.post(EDIT, s.here.half.pk, data=article(), overwrite_revision_id=revision)
    return not s.has_draft(f"{UNSEEN}标题")


@door(EDIT)
def overwrite_a_revision_as_autosave_does(s: Scene) -> bool:
    revision = s.here.public.latest_revision
    data = article(overwrite_revision_id=revision.pk, loaded_revision_id=revision.pk)
    s.post(EDIT, s.here.public.pk, data=data)
    return s.has_draft(f"{UNSEEN}标题") or s.answer.status_code == 200


@door("wagtailadmin_pages:unpublish")
def unpublish(s: Scene) -> bool:
    s.post("wagtailadmin_pages:unpublish", s.here.public.pk, include_descendants="on")
    return s.explained


@door("wagtailadmin_pages:unpublish")
def unpublish_a_column(s: Scene) -> bool:
    s.post("wagtailadmin_pages:unpublish", s.here.column.pk, include_descendants="on")
    return s.explained


@door("wagtailadmin_pages:revisions_revert")
def publish_an_older_revision(s: Scene) -> bool:
    older = s.here.public.revisions.order_by("id").first()
    shown = s.get("wagtailadmin_pages:revisions_revert", s.here.public.pk, older.pk)
    s.post(EDIT, s.here.public.pk, data=article(revision=older.pk), **{"action-publish": "1"})
    return s.explained and shown.status_code == 200


@door("wagtailadmin_pages:revisions_unschedule")
def take_back_a_schedule(s: Scene) -> bool:
    revision = s.here.revision
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    s.post("wagtailadmin_pages:revisions_unschedule", s.here.public.pk, revision.pk)
    return s.refused


@door("wagtailadmin_pages:set_privacy")
def hide_a_public_page(s: Scene) -> bool:
    s.post("wagtailadmin_pages:set_privacy", s.here.public.pk, restriction_type="login")
    return PageViewRestriction.objects.filter(page=s.here.public.pk).exists()


@door("wagtailadmin_pages:set_privacy")
def show_a_hidden_page(s: Scene) -> bool:
    PageViewRestriction.objects.create(page=s.here.draft, restriction_type="login")
    s.post("wagtailadmin_pages:set_privacy", s.here.draft.pk, restriction_type="none")
    return not PageViewRestriction.objects.filter(page=s.here.draft.pk).exists()


@door("wagtailadmin_pages:lock")
def lock(s: Scene) -> bool:
    s.post("wagtailadmin_pages:lock", s.here.public.pk)
    return s.fresh(s.here.public).locked


@door("wagtailadmin_pages:unlock")
def unlock(s: Scene) -> bool:
    type(s.here.public).objects.filter(pk=s.here.public.pk).update(locked=True, locked_by=s.user)
    s.post("wagtailadmin_pages:unlock", s.here.public.pk)
    return not s.fresh(s.here.public).locked
