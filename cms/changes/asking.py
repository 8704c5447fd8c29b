"""Asking for a change, and asking again after it was returned."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import audit, clock, settled
from sites.store.admit import Refused

from .kinds import KINDS, Payload, deciding_site, public_now
from .models import ChangeRequest
from .rights import may_ask
from .standing import wait_for_next_stage


@transaction.atomic
def ask(kind: str, key: str, after: Payload, reason: str, user: Any) -> ChangeRequest:
    """Ask for the thing to become ``after`` (in full), for ``reason``; the public sites stay as they are.

    A request that was returned is asked again in its new form. Raises ``Refused`` with a sentence when ``user`` may
    not, when the change makes no sense, or when another one of the same thing is on its way.
    """
    site = deciding_site(kind, key) if kind in KINDS else None
    if site is None or not may_ask(user, site):
        raise Refused(_("只有站点管理员可以申请变更；共用词表和主题由门户网站的站点管理员申请。"))
    if not reason.strip():
        raise Refused(_("请写明变更理由。"))
    before = public_now(kind, key)
    if after == before:
        raise Refused(_("与现在公开的内容相同，没有可送审的变更。"))
    request = ChangeRequest.objects.select_for_update().filter(kind=kind, key=key, state__in=ChangeRequest.OPEN).first()
    if request is not None and request.is_waiting:
        raise Refused(_("这一事项已有申请在审签中，请等它办结，或先撤回。"))
    change = settled.Change(kind, key, site.key, after)
    settled.applier_of(kind).validate(change)
    request = request or ChangeRequest(kind=kind, key=key)
    request.site, request.before, request.after, request.digest = site, before, after, change.digest()
    request.reason, request.requested_by, request.requested_at = reason.strip(), user, clock.now()
    request.state, request.note, request.returned_by = ChangeRequest.State.WAITING, "", ""
    request.authors = sorted({*request.authors, user.get_username()})
    request.save()
    audit.record(
        user.get_username(), "ask change", change.subject, request.digest, site=site.key, reason=request.reason
    )
    wait_for_next_stage(request)
    return request
