"""Letting another person decide for a while (委托代办)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.accounts.models import SiteRole
from sites.registry.models import Site
from sites.store import audit, clock

from .delegation import REVIEWING, may_stand_in, today
from .models import Delegation
from .rights import administers, keeps_rules


class NotDelegated(Exception):
    """Raised when a delegation may not be made or revoked; the message is for the person who asked."""


@transaction.atomic
def delegate(
    from_user: Any,
    to_user: Any,
    *,
    site: Site | None,
    stage: str,
    first_day: date,
    last_day: date,
    reason: str,
    by: Any,
) -> Delegation:
    """Let ``to_user`` decide for ``from_user`` from ``first_day`` to ``last_day``, both included.

    ``site`` None and ``stage`` empty stand for all that ``from_user`` holds. ``by`` is ``from_user``, or the security
    administrator for somebody who is absent. Raises ``NotDelegated``.
    """
    _demand_right(from_user, by)
    _demand_dates(first_day, last_day)
    if not reason.strip():
        raise NotDelegated(_("请写明委托事由。"))
    _demand_fit(from_user, to_user, site, stage)
    delegation = Delegation.objects.create(
        from_user=from_user,
        to_user=to_user,
        site=site,
        stage=stage,
        first_day=first_day,
        last_day=last_day,
        reason=reason.strip(),
        made_by=by.get_username(),
        made_at=clock.now(),
    )
    audit.record(
        by.get_username(),
        "delegate",
        f"delegation:{delegation.pk}",
        site=site.key if site else "",
        giver=from_user.get_username(),
        holder=to_user.get_username(),
        stage=stage,
        first_day=str(first_day),
        last_day=str(last_day),
        reason=reason.strip(),
    )
    return delegation


def _demand_right(from_user: Any, by: Any) -> None:
    if by.pk != from_user.pk and not keeps_rules(by):
        raise NotDelegated(_("只能委托自己的审签；他人缺席时由安全保密管理员办理。"))


def _demand_dates(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise NotDelegated(_("结束日期不能早于开始日期。"))
    if last_day < today():
        raise NotDelegated(_("结束日期已经过去。"))


def _demand_fit(from_user: Any, to_user: Any, site: Site | None, stage: str) -> None:
    if to_user.pk == from_user.pk:
        raise NotDelegated(_("不能委托给自己。"))
    if not to_user.is_active or administers(to_user):
        raise NotDelegated(_("受托人须是在用账号，且不是管理员：管理员不参与审签。"))
    roles = list(SiteRole.objects.filter(user=to_user).values_list("site_id", "role", "site__kind"))
    held = SiteRole.objects.filter(user=from_user, role__in=[stage] if stage else REVIEWING)
    places = {place for place in held.values_list("site_id", flat=True) if site is None or place == site.pk}
    if not places or from_user.is_superuser:
        raise NotDelegated(_("委托人在所选站点没有所选环节的角色，没有可以委托的。"))
    if not any(may_stand_in(roles, place) for place in places):
        raise NotDelegated(_("受托人须在该站点担任角色，或在门户网站担任审签角色。"))
