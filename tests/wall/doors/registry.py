"""Ways to change the registry, whose rows are public at once: sites, organisations, standard columns."""

from django.urls import reverse

from sites.registry.models import Organisation, Site, StandardColumn
from tests.wall.scene import Scene, door
from tests.wall.town import UNSEEN

NAMES = {"site": Site, "organisation": Organisation, "standardcolumn": StandardColumn}


def _row(s: Scene, name: str) -> int:
    if name == "site":
        return s.here.office.site.pk
    if name == "organisation":
        return s.here.office.site.organisation_id
    return StandardColumn.objects.values_list("pk", flat=True).first() or 1


def _screens(name: str) -> None:
    space, chooser = f"wagtailsnippets_registry_{name}", f"wagtailsnippetchoosers_registry_{name}"

    @door(f"{space}:add", f"{space}:edit", f"{space}:delete", f"{chooser}:create")
    def change(s: Scene) -> bool:
        fields = {"name": UNSEEN, "name_zh_hans": UNSEEN, "key": "new", "code": "new"}
        s.post(f"{space}:add", data=fields)
        closed = s.refused
        s.post(f"{space}:edit", _row(s, name), data=fields)
        closed = closed and s.refused
        s.post(f"{space}:delete", _row(s, name))
        closed = closed and s.refused
        answer = s.client.post(reverse(f"{chooser}:create"), fields)  # an error: Wagtail has no form to fill here
        closed = closed and answer.status_code != 200
        return closed and not NAMES[name].objects.filter(name=UNSEEN).exists()

    change.__name__ = f"change_a_{name}"


for _name in NAMES:
    _screens(_name)
