"""Passing a stage of a request, sending it back, taking it back; the last stage carries it out."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.inbox import items
from cms.inbox.turns import on_behalf_of
from sites.store import approvals, audit, clock, rollback
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .following import mark_pages
from .frozen import keep
from .models import RollbackRequest
from .standing import SOURCE, standing_of, wait_for_next_stage

STALE = "提出之后，要回退的内容里又有变化，请退回，由申请人重新提出。"


@transaction.atomic
def approve(
    request: RollbackRequest, user: Any, note: str = "", *, digest: str = "", form: Mapping[str, Any] | None = None
) -> RollbackRequest:
    """Pass the stage that ``request`` waits at (通过); after the last one the store goes back, at once.

    ``digest``, when given, is the plan that the person was shown: another one is refused. ``form`` is the secrecy form
    as ``secrecy.filled`` returns it. Raises ``NotApproved`` or ``Refused``; then nothing has changed.
    """
    request = _locked(request)
    standing = standing_of(request)
    behalf = on_behalf_of(request, standing, user)
    made = request.steps()
    if rollback.is_stale(made):
        raise NotApproved(_(STALE))
    if digest and digest != request.plan:
        raise NotApproved(_("申请的内容在您打开之后有改动，请重新查看后再办理。"))
    if standing.needs_form and not form:
        raise NotApproved(_("请先填写保密审查表。"))
    approvals.approve(
        action=Approval.Action.ROLLBACK,
        stage=standing.stage,
        site=request.site,
        subject=made.subject,
        digest=request.plan,
        person=user.get_username(),
        person_name=user.get_full_name() or user.get_username(),
        authors=request.authors,
        note=note.strip(),
        after=standing.after,
        form=form if standing.needs_form else None,
        on_behalf_of=behalf,
        shown=keep(request),
    )
    if not wait_for_next_stage(request):
        with audit.acting(role=standing.stage):
            _finish(request, made, user)
    return request


@transaction.atomic
def send_back(request: RollbackRequest, user: Any, note: str) -> RollbackRequest:
    """Return the request to whoever asked, with a reason (退回); the public sites stay as they are."""
    request = _locked(request)
    if not note.strip():
        raise NotApproved(_("退回须写明理由。"))
    standing = standing_of(request)
    behalf = on_behalf_of(request, standing, user)
    request.state, request.note = RollbackRequest.State.RETURNED, note.strip()
    request.returned_by, request.decided_at = user.get_full_name() or user.get_username(), clock.now()
    request.save(update_fields=["state", "note", "returned_by", "decided_at"])
    items.close_items(SOURCE, str(request.pk))
    said = {"stage": standing.stage, "note": request.note} | ({"on_behalf_of": behalf} if behalf else {})
    _record(request, user, "return rollback", **said)
    return request


@transaction.atomic
def cancel(request: RollbackRequest, user: Any) -> RollbackRequest:
    """Take a waiting request back (撤回申请); whoever asked may."""
    request = _locked(request)
    if not request.is_waiting:
        raise NotApproved(_("这项申请已经办结。"))
    if user.get_username() not in request.authors:
        raise NotApproved(_("只有申请人可以撤回。"))
    request.state, request.decided_at = RollbackRequest.State.CANCELLED, clock.now()
    request.save(update_fields=["state", "decided_at"])
    items.close_items(SOURCE, str(request.pk))
    _record(request, user, "cancel rollback")
    return request


def _finish(request: RollbackRequest, made: rollback.Plan, user: Any) -> None:
    done = rollback.roll_back(made, person=user.get_username(), authors=request.authors, reason=request.reason)
    request.state, request.decided_at = RollbackRequest.State.DONE, clock.now()
    request.first_entry, request.last_entry = done.first, done.last
    request.save(update_fields=["state", "decided_at", "first_entry", "last_entry"])
    mark_pages(made)


def _record(request: RollbackRequest, user: Any, act: str, **said: Any) -> None:
    line = audit.Line(rollback.subject_of(request.site.key), request.plan, said)
    audit.record_all(user.get_username(), act, [line], site=request.site.key)


def _locked(request: RollbackRequest) -> RollbackRequest:
    """Return the request as the database has it now; nobody else decides meanwhile."""
    return RollbackRequest.objects.select_for_update(of=("self",)).select_related("site").get(pk=request.pk)
