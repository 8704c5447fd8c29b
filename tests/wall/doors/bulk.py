"""Actions on several objects at once; ``app.model.action`` in Wagtail's registry."""

from typing import Any

from wagtail.models import Page

from cms.media.models import Attachment, Picture
from sites.registry.models import Organisation, Site, StandardColumn
from tests.wall.scene import Scene, door
from tests.wall.town import UNSEEN

PAGE = "wagtailcore.page"


def bulk(model: str, *actions: str) -> Any:
    return door(*(f"bulk:{model}.{action}" for action in actions), "wagtail_bulk_action")


@bulk(PAGE, "publish")
def publish_drafts(s: Scene) -> bool:
    s.bulk(PAGE, "publish", [s.here.public, s.here.draft, s.here.half])
    return s.explained


@bulk(PAGE, "publish")
def publish_everything_below(s: Scene) -> bool:
    s.bulk(PAGE, "publish", [s.here.office.home], include_descendants="on")
    return s.explained


@bulk(PAGE, "unpublish")
def unpublish_everything_below(s: Scene) -> bool:
    s.bulk(PAGE, "unpublish", [s.here.office.home], include_descendants="on")
    return s.explained


@bulk(PAGE, "delete")
def delete_a_column(s: Scene) -> bool:
    s.bulk(PAGE, "delete", [s.here.column], confirm_site_name="苏木")
    return s.explained


@bulk(PAGE, "move")
def move_public_pages(s: Scene) -> bool:
    s.bulk(PAGE, "move", [s.here.public], chooser=s.here.other_column.pk, move_applicable="on")
    return s.explained


@bulk(PAGE, "move")
def move_a_draft(s: Scene) -> bool:
    s.bulk(PAGE, "move", [s.here.draft], chooser=s.here.other_column.pk, move_applicable="on")
    return Page.objects.filter(pk=s.here.draft.pk).child_of(s.here.other_column).exists()


@bulk("media.picture", "delete")
def delete_pictures(s: Scene) -> bool:
    return s.bulk("media.picture", "delete", [s.here.picture]).status_code in (200, 302)


@bulk("media.attachment", "delete")
def delete_attachments(s: Scene) -> bool:
    return s.bulk("media.attachment", "delete", [s.here.attachment]).status_code in (200, 302)


@bulk("media.picture", "add_tags", "add_to_collection")
def tag_pictures(s: Scene) -> bool:
    s.bulk("media.picture", "add_tags", [s.here.picture], tags=UNSEEN)
    s.bulk("media.picture", "add_to_collection", [s.here.picture], collection=s.town.there.collection.pk)
    return Picture.objects.filter(pk=s.here.picture.pk, collection=s.town.there.collection).exists()


@bulk("media.attachment", "add_tags", "add_to_collection")
def tag_attachments(s: Scene) -> bool:
    s.bulk("media.attachment", "add_tags", [s.here.attachment], tags=UNSEEN)
    s.bulk("media.attachment", "add_to_collection", [s.here.attachment], collection=s.town.there.collection.pk)
    return Attachment.objects.filter(pk=s.here.attachment.pk, collection=s.town.there.collection).exists()


@bulk("auth.user", "assign_role", "delete", "set_active_state")
def change_people(s: Scene) -> bool:
    people = [s.here.people["editor"], s.here.people["sign"]]
    s.bulk("auth.user", "assign_role", people, role=s.here.group.pk)
    s.bulk("auth.user", "set_active_state", people, mark_as_active="off")
    return s.bulk("auth.user", "delete", people).status_code == 404


@bulk("registry.site", "delete")
def delete_sites(s: Scene) -> bool:
    s.bulk("registry.site", "delete", [s.here.office.site])
    return Site.objects.count() == 2


@bulk("registry.organisation", "delete")
def delete_organisations(s: Scene) -> bool:
    s.bulk("registry.organisation", "delete", [s.here.office.site.organisation])
    return Organisation.objects.count() == 2


@bulk("registry.standardcolumn", "delete")
def delete_standard_columns(s: Scene) -> bool:
    before = list(StandardColumn.objects.all())
    s.bulk("registry.standardcolumn", "delete", before or [s.here.office.site])
    return StandardColumn.objects.count() == len(before)
