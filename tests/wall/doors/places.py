"""Ways to put pages elsewhere, to multiply them and to take them away."""

from wagtail.models import Page

from cms.pages.models import ArticlePage
from tests.wall.scene import Scene, door
from tests.wall.town import UNSEEN

COPY = "wagtailadmin_pages:copy"


def _copy(s: Scene, page: Page, **fields: str) -> None:
    data = {"new_title": f"{UNSEEN}复制", "new_slug": "unapproved-copy", "new_parent_page": s.here.other_column.pk}
    s.post(COPY, page.pk, data={**data, **fields})


@door(COPY)
def copy_as_a_draft(s: Scene) -> bool:
    _copy(s, s.here.public)
    return ArticlePage.objects.filter(slug="unapproved-copy", live=False).exists()


@door(COPY)
def copy_and_publish(s: Scene) -> bool:
    _copy(s, s.here.public, publish_copies="on")
    return s.explained


@door(COPY)
def copy_as_an_alias(s: Scene) -> bool:
    _copy(s, s.here.public, alias="on")
    return s.explained


@door(COPY)
def copy_a_column_with_everything_below(s: Scene) -> bool:
    data = {"new_title": UNSEEN, "new_slug": "unapproved-copy", "new_parent_page": s.here.office.home.pk}
    s.post(COPY, s.here.column.pk, data={**data, "copy_subpages": "on", "publish_copies": "on"})
    return s.explained


@door("wagtailadmin_pages:convert_alias")
def convert_an_alias(s: Scene) -> bool:
    alias = s.here.neighbour.create_alias(parent=s.here.other_column)
    s.post("wagtailadmin_pages:convert_alias", alias.pk)
    return Page.objects.get(pk=alias.pk).alias_of_id is None


@door("wagtailadmin_pages:delete")
def delete(s: Scene) -> bool:
    s.post("wagtailadmin_pages:delete", s.here.public.pk)
    return s.explained


@door("wagtailadmin_pages:delete")
def delete_a_column(s: Scene) -> bool:
    s.post("wagtailadmin_pages:delete", s.here.column.pk, confirm_site_name="苏木")
    return s.explained


@door("wagtailadmin_pages:delete")
def delete_a_site(s: Scene) -> bool:
    s.post("wagtailadmin_pages:delete", s.here.office.site.page.pk, confirm_site_name="苏木")
    return s.explained


@door("wagtailadmin_pages:move")
def choose_where_to_move(s: Scene) -> bool:
    s.post("wagtailadmin_pages:move", s.here.public.pk, new_parent_page=s.here.other_column.pk)
    return s.answer.status_code == 302


@door("wagtailadmin_pages:move_confirm")
def move(s: Scene) -> bool:
    s.post("wagtailadmin_pages:move_confirm", s.here.public.pk, s.here.other_column.pk)
    return s.explained


@door("wagtailadmin_pages:move_confirm")
def move_to_another_site(s: Scene) -> bool:
    s.post("wagtailadmin_pages:move_confirm", s.here.public.pk, s.town.there.column.pk)
    return s.explained


@door("wagtailadmin_pages:set_page_position")
def put_in_another_order(s: Scene) -> bool:
    s.post("wagtailadmin_pages:set_page_position", s.here.public.pk, position=1)
    return s.answer.status_code == 200


@door("wagtailadmin_pages:set_page_position")
def put_columns_in_another_order(s: Scene) -> bool:
    s.post("wagtailadmin_pages:set_page_position", s.here.other_column.pk, position=0)
    return s.answer.status_code == 200
