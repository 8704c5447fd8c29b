"""Where a request stands: which stages it must pass, which it has passed, whose turn it is."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import SiteRole
from cms.inbox import items
from cms.inbox.delegation import STAGES_OF_ROLE
from cms.inbox.turns import Standing
from multilingual.registry import DEFAULT
from sites.store import rollback
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .models import RollbackRequest

SOURCE = "rollback"


def standing_of(request: RollbackRequest) -> Standing:
    """Return where ``request`` stands now. Raises ``NotApproved`` when no rule covers it or its plan is lost."""
    try:
        made = request.steps()
    except LookupError as lost:
        raise NotApproved(_("回退方案已不完整，不能办理，请退回，重新提出。")) from lost
    after = rollback.last_approval(made)
    given = Approval.objects.filter(
        action=Approval.Action.ROLLBACK, site=request.site, subject=made.subject, digest=request.plan, id__gt=after
    )
    passed = {one.stage: one for one in given if not {one.person, one.on_behalf_of} & set(request.authors)}
    return Standing(rollback.demanded_stages(made, request.site), passed, after, Approval.Action.ROLLBACK)


def wait_for_next_stage(request: RollbackRequest) -> str:
    """Put ``request`` before those who may pass its next stage; return the stage, empty when none is left."""
    standing = standing_of(request)
    if not standing.stage:
        items.close_items(SOURCE, str(request.pk))
        return ""
    items.open_item(
        source=SOURCE,
        reference=str(request.pk),
        site=request.site,
        stage=standing.stage,
        title=title_of(request),
        language=DEFAULT,
        url=reverse("cms_releases:request", args=[request.pk]),
        excluded={*request.authors, *standing.people},
        kind="rollback",
        action=Approval.Action.ROLLBACK,
    )
    return standing.stage


def title_of(request: RollbackRequest) -> str:
    """Return what the request is called in lists."""
    at = timezone.localtime(request.release_at, timezone.get_default_timezone())
    said = {"at": f"{at:%Y-%m-%d %H:%M}", "documents": request.documents}
    return _("回退到 %(at)s 的发布（%(documents)d 篇）") % said


def deciders_of(request: RollbackRequest) -> list[tuple[str, list[str]]]:
    """Return each stage that ``request`` must pass, in words, with the people who may pass it by a role there."""
    standing = standing_of(request)
    found = []
    for stage in standing.stages:
        roles = [role for role, stages in STAGES_OF_ROLE.items() if stage in stages]
        held = SiteRole.objects.filter(site=request.site, role__in=roles, user__is_active=True).select_related("user")
        people = {one.user.get_username(): one.user.get_full_name() or one.user.get_username() for one in held}
        able = [f"{full}（{name}）" for name, full in sorted(people.items()) if name not in request.authors]
        found.append((str(Approval.Stage(stage).label), able))
    return found
