"""Whose turn it is to decide on a request that is no page: one rule for changes and for going back (轮到谁审签)."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from sites.registry.models import Site
from sites.store import secrecy
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .delegation import acting_for


class Request(Protocol):
    """What is asked for at ``site`` by ``authors``."""

    site: Site
    authors: Any

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a decision."""


@dataclass(frozen=True)
class Standing:
    """The stages demanded of a request, in order, and the approvals given for exactly what it asks.

    ``after`` is the newest approval that an earlier decision used up; ``action`` is what they approve.
    """

    stages: list[str]
    passed: dict[str, Approval]
    after: int
    action: str

    @property
    def stage(self) -> str:
        """The stage that it waits at, empty when none is left."""
        return next((stage for stage in self.stages if stage not in self.passed), "")

    @property
    def needs_form(self) -> bool:
        """Whether whoever passes the stage must fill in the secrecy form."""
        return bool(self.stage) and secrecy.is_due(self.action, self.stage, self.stages)

    @property
    def people(self) -> set[str]:
        """The user names of whoever passed a stage, and of those they stood in for."""
        return {name for given in self.passed.values() for name in (given.person, given.on_behalf_of)} - {""}


def on_behalf_of(request: Request, standing: Standing, user: Any) -> str:
    """Return for whom ``user`` decides, empty when in their own right. Raises ``NotApproved`` when they may not."""
    if not request.is_waiting or not standing.stage:
        raise NotApproved(_("这项申请现在不在审签中。"))
    if user.is_superuser:
        raise NotApproved(_("系统管理员不参与审签。"))
    barred = {*request.authors, *standing.people}
    behalf = acting_for(user, request.site, standing.stage, barred)
    if behalf is None:
        label = Approval.Stage(standing.stage).label
        raise NotApproved(_("您在本站点没有“%(stage)s”的角色。") % {"stage": label})
    if {user.get_username(), behalf} & set(request.authors):
        raise NotApproved(_("您参与了这项申请，不能审核自己的申请。"))
    if {user.get_username(), behalf} & standing.people:
        raise NotApproved(_("您已通过这项申请的另一个环节，同一人不能审两个环节。"))
    return behalf


def refusal(request: Request, standing: Standing, user: Any) -> str:
    """Return why ``user`` may not decide now, empty when they may."""
    try:
        on_behalf_of(request, standing, user)
    except NotApproved as reason:
        return str(reason)
    return ""
