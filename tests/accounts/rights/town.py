"""A site with somebody in every role, drafts at every stage, and another site: what the rights are tried on."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.test import Client

from cms.accounts.grant import grant
from cms.accounts.models import Administrator, Role
from cms.pages.models import ArticlePage
from cms.review import actions
from sites.store.rules import set_rule
from tests.accounts.offices import EVERY_FINDING, Office, administrators, no_secrets, office, person
from tests.wall.scene import form_in

STAGES = ("first", "second", "secrecy", "sign")
LABELS = {str(role.label): str(role) for role in (*Role, *Administrator)} | {"超级用户": "superuser"}
"""The table's columns, and whose rights they hold."""


@dataclass
class Town:
    """Everything that somebody might lay hands on."""

    here: Office
    there: Office
    people: dict[str, Any]
    helpers: dict[str, Any]
    draft: ArticlePage
    public: ArticlePage
    foreign: ArticlePage
    waiting: dict[str, ArticlePage]
    target: Any
    clients: dict[str, Client] = field(default_factory=dict)
    forms: dict[str, QueryDict] = field(default_factory=dict)

    def form(self, role: str, address: str, **changes: Any) -> dict[str, Any]:
        """Return the form at ``address`` as ``role`` is shown it, with some fields changed; others may post it too."""
        if address not in self.forms:
            found = form_in(self.clients[role].get(address))
            assert found is not None, f"{role} is shown no form at {address}"
            self.forms[address] = found
        return {**dict(self.forms[address].lists()), **changes}


def town() -> Town:
    """Return a new town."""
    here, there = office("here"), office("there", path="there", public=False)
    three = administrators()
    people = {role: person(f"the-{role}") for role in Role.values}
    helpers = {stage: person(f"helper-{stage}") for stage in STAGES}
    for role, user in people.items():
        grant(user, here.site, role, by="test")
    for stage, user in helpers.items():
        grant(user, here.site, stage, by="test")
    public = here.article("公开的稿件")
    here.publish(public)
    set_rule(here.site, "publish", "article", STAGES, source="测试", certainty="测试", by="test")
    waiting = {}
    for index, stage in enumerate(STAGES):
        page = waiting[stage] = here.article(f"等待{stage}")
        actions.submit(page, here.editor)
        for passed in STAGES[:index]:
            form = no_secrets(helpers[passed]) if passed in ("secrecy", "sign") else None
            actions.approve(page, helpers[passed], decisions=EVERY_FINDING, form=form)
    people |= three | {"superuser": person("the-superuser", is_superuser=True)}
    made = Town(
        here=here,
        there=there,
        people=people,
        helpers=helpers,
        draft=here.article("还没有送审的稿件"),
        public=public,
        foreign=there.article("外站的稿件"),
        waiting=waiting,
        target=person("target"),
    )
    for role, user in people.items():
        made.clients[role] = Client(raise_request_exception=False)
        made.clients[role].force_login(user)
    return made
