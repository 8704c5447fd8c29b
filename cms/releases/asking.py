"""Asking to go back to an earlier release (申请回退)."""

from typing import Any

import pygit2
from django.db import transaction
from django.utils.translation import gettext as _

from sites.git.repository import Repository
from sites.registry.models import Site
from sites.release import history
from sites.release.places import repository_path
from sites.store import audit, clock, rollback
from sites.store.admit import Refused

from .models import RollbackRequest
from .rights import may_ask
from .standing import wait_for_next_stage


def proposed(site: Site, release: str) -> rollback.Plan:
    """Return what going back to the release of ``site`` with this name would change.

    Raises ``Refused`` for a name that is no release of it.
    """
    return _plan(site, release)[0]


@transaction.atomic
def ask(site: Site, release: str, reason: str, user: Any) -> RollbackRequest:
    """Ask for the documents of ``site`` to be as they were at ``release``, for ``reason``; nothing changes yet.

    Raises ``Refused`` with a sentence when ``user`` may not, when nothing would change, or while another request of
    the site waits.
    """
    if not may_ask(user, site):
        raise Refused(_("只有本站点的站点管理员可以申请回退。"))
    if not reason.strip():
        raise Refused(_("请写明回退理由。"))
    if RollbackRequest.objects.filter(site=site, state=RollbackRequest.State.WAITING).exists():
        raise Refused(_("本站点已有一项回退申请在审签中，请等它办结，或先撤回。"))
    made, commit = _plan(site, release)
    if not made.documents:
        raise Refused(_("与那次发布相比没有要回退的内容。"))
    request = RollbackRequest.objects.create(
        site=site,
        release=release,
        release_at=history.told(commit).at,
        plan=rollback.keep(made),
        restored=len(made.restored),
        taken_back=len(made.taken_back),
        left=[list(one) for one in made.left],
        settled=[list(one) for one in made.settled],
        reason=reason.strip(),
        requested_by=user,
        authors=[user.get_username()],
        requested_at=clock.now(),
    )
    said = {"reason": request.reason, "release": release, "documents": request.documents}
    audit.record_all(user.get_username(), "ask rollback", [audit.Line(made.subject, request.plan, said)], site=site.key)
    wait_for_next_stage(request)
    return request


def _plan(site: Site, release: str) -> tuple[rollback.Plan, pygit2.Commit]:
    repository = Repository(repository_path(site))
    commit = history.named(repository, release)
    if commit is None:
        raise Refused(_("没有这次发布，请回到时间线重新选择。"))
    return rollback.plan(site, release, history.undone(site, repository, commit)), commit
