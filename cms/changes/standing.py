"""Where a request stands: which stages it must pass, which it has passed, whose turn it is."""

from django.urls import reverse

from cms.inbox import items
from cms.inbox.turns import Standing
from multilingual.registry import DEFAULT
from sites.store import approvals, settled
from sites.store.models import Approval
from sites.store.rules import CHOSEN

from .kinds import KINDS
from .models import ChangeRequest

SOURCE = "change"


def standing_of(request: ChangeRequest) -> Standing:
    """Return where ``request`` stands now. Raises ``NotApproved`` when no rule covers it."""
    required = approvals.required_stages(request.site, request.kind, Approval.Action.CHANGE)
    held = settled.newest(request.kind, request.key)
    after = held.last_approval if held else 0
    given = Approval.objects.filter(
        action=Approval.Action.CHANGE,
        site=request.site,
        subject=request.change.subject,
        digest=request.digest,
        id__gt=after,
    )
    passed = {one.stage: one for one in given if not {one.person, one.on_behalf_of} & set(request.authors)}
    return Standing([str(stage) for stage in CHOSEN if stage in required], passed, after, Approval.Action.CHANGE)


def wait_for_next_stage(request: ChangeRequest) -> str:
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
        url=reverse("cms_changes:request", args=[request.pk]),
        excluded={*request.authors, *standing.people},
        kind=request.kind,
        action=Approval.Action.CHANGE,
    )
    return standing.stage


def title_of(request: ChangeRequest) -> str:
    """Return what the request is called in lists."""
    return KINDS[request.kind].title(request.key, request.after or request.before)


def is_stale(request: ChangeRequest) -> bool:
    """Return whether something else became public since the change was asked for, so that it shows a wrong before."""
    return bool((settled.current(request.kind, request.key) or {}) != request.before)
