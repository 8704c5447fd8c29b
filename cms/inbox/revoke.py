"""Ending a delegation before its last day (撤销委托)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import audit, clock

from .delegate import NotDelegated
from .models import Delegation
from .rights import keeps_rules


@transaction.atomic
def revoke(delegation: Delegation, *, by: Any) -> None:
    """End ``delegation`` now; ``by`` is whoever gave it, or the security administrator. Raises ``NotDelegated``."""
    held = Delegation.objects.select_for_update(of=("self",)).select_related("from_user", "site").get(pk=delegation.pk)
    if held.from_user_id != by.pk and not keeps_rules(by):
        raise NotDelegated(_("只有委托人自己或安全保密管理员可以撤销。"))
    if held.revoked_at is not None:
        raise NotDelegated(_("这项委托已经撤销。"))
    held.revoked_at, held.revoked_by = clock.now(), by.get_username()
    held.save(update_fields=["revoked_at", "revoked_by"])
    site = held.site.key if held.site else ""
    audit.record(by.get_username(), "revoke delegation", f"delegation:{held.pk}", site=site)
