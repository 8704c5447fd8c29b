"""Passing a stage of a request, and sending it back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.accounts.setup import prepare_site
from cms.inbox import items
from cms.inbox.turns import on_behalf_of
from sites.registry.models import Site
from sites.store import approvals, audit, clock, settled
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .frozen import keep
from .models import ChangeRequest
from .standing import SOURCE, is_stale, standing_of, wait_for_next_stage


@transaction.atomic
def approve(
    request: ChangeRequest, user: Any, note: str = "", *, digest: str = "", form: Mapping[str, Any] | None = None
) -> ChangeRequest:
    """Pass the stage that ``request`` waits at (通过); after the last one the change is public.

    ``digest``, when given, is what the person was shown: another change is refused. ``form`` is the secrecy
    form as ``secrecy.filled`` returns it. Raises ``NotApproved`` or ``Refused``; then nothing has changed.
    """
    request = _locked(request)
    standing = standing_of(request)
    behalf = on_behalf_of(request, standing, user)
    if is_stale(request):
        raise NotApproved(_("现在公开的内容与申请时不同，请退回，由申请人重新提出。"))
    if digest and digest != request.digest:
        raise NotApproved(_("申请的内容在您打开之后有改动，请重新查看后再办理。"))
    if standing.needs_form and not form:
        raise NotApproved(_("请先填写保密审查表。"))
    approvals.approve(
        action=Approval.Action.CHANGE,
        stage=standing.stage,
        site=request.site,
        subject=request.change.subject,
        digest=request.change.digest(),
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
        _finish(request, user)
    return request


@transaction.atomic
def send_back(request: ChangeRequest, user: Any, note: str) -> ChangeRequest:
    """Return the request to whoever asked, with a reason (退回); the public sites stay as they are."""
    request = _locked(request)
    if not note.strip():
        raise NotApproved(_("退回须写明理由。"))
    standing = standing_of(request)
    behalf = on_behalf_of(request, standing, user)
    request.state, request.note = ChangeRequest.State.RETURNED, note.strip()
    request.returned_by = user.get_full_name() or user.get_username()
    request.save(update_fields=["state", "note", "returned_by"])
    items.close_items(SOURCE, str(request.pk))
    said = {"stage": standing.stage, "note": request.note} | ({"on_behalf_of": behalf} if behalf else {})
    audit.record(
        user.get_username(),
        "return change",
        request.change.subject,
        request.digest,
        site=request.site.key,
        role=standing.stage,
        **said,
    )
    return request


@transaction.atomic
def cancel(request: ChangeRequest, user: Any) -> ChangeRequest:
    """Take an open request back (撤回申请); whoever wrote it may."""
    request = _locked(request)
    if not request.is_open:
        raise NotApproved(_("这项申请已经办结。"))
    if user.get_username() not in request.authors:
        raise NotApproved(_("只有申请人可以撤回。"))
    request.state, request.decided_at = ChangeRequest.State.CANCELLED, clock.now()
    request.save(update_fields=["state", "decided_at"])
    items.close_items(SOURCE, str(request.pk))
    audit.record(user.get_username(), "cancel change", request.change.subject, request.digest, site=request.site.key)
    return request


def _finish(request: ChangeRequest, user: Any) -> None:
    settled.settle(request.change, person=user.get_username(), authors=request.authors)
    request.state, request.decided_at = ChangeRequest.State.DONE, clock.now()
    request.save(update_fields=["state", "decided_at"])
    if request.kind == "site":
        prepare_site(Site.objects.get(key=request.key), by=user.get_username())


def _locked(request: ChangeRequest) -> ChangeRequest:
    """Return the request as the database has it now; nobody else decides meanwhile."""
    return ChangeRequest.objects.select_for_update(of=("self",)).select_related("site").get(pk=request.pk)
