"""The admin's own JSON API: its actions publish, copy and move in stock Wagtail."""

from wagtail.admin.api.views import PagesAdminAPIViewSet

from cms.accounts.setup import locale_of
from cms.pages.models import ArticlePage
from tests.wall.scene import Scene, door
from tests.wall.town import UNSEEN

ACT = "wagtailadmin_api:pages:action"

BODIES = {
    "publish": {},
    "unpublish": {"recursive": True},
    "delete": {},
    "copy": {"keep_live": True, "recursive": True, "slug": "unapproved-copy", "title": UNSEEN},
    "move": {"destination_page_id": "other_column"},
    "create_alias": {"destination_page_id": "other_column", "recursive": True, "update_slug": "unapproved-alias"},
    "convert_alias": {},
    "copy_for_translation": {"locale": "mn-mong", "alias": True},
    "revert_to_page_revision": {"revision_id": "revision"},
}


def _tried(action: str) -> None:
    @door(f"api:{action}", ACT)
    def act(s: Scene) -> bool:
        page = s.here.public
        if action == "convert_alias":
            page = s.here.neighbour.create_alias(parent=s.here.other_column)
        if action == "copy_for_translation":
            s.fresh(s.here.column).copy_for_translation(locale_of("mn-mong"))
        body = dict(BODIES[action])
        for key, value in body.items():
            if value in ("other_column", "revision"):
                body[key] = getattr(s.here, value).pk
        s.api(ACT, page.pk, action, **body)
        return s.answer.status_code in (200, 201, 204, 302, 403) or s.explained

    act.__name__ = f"ask_for_{action}"


for _action in BODIES:
    _tried(_action)


def actions() -> set[str]:
    """Return the names of the API's actions."""
    return set(PagesAdminAPIViewSet.actions)


@door(ACT)
def publish_drafts_never_submitted(s: Scene) -> bool:
    s.api(ACT, s.here.draft.pk, "publish")
    return s.answer.status_code in (200, 302, 403) and not ArticlePage.objects.filter(title=UNSEEN).exists()
