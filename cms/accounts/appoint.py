"""Making a user one of the three administrators."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import audit

from .deciding import NotGranted, demand_command, locked
from .groups import administrators
from .models import Administrator, ClusterRole, SiteRole


@transaction.atomic
def appoint(user: Any, role: str, *, by: str) -> ClusterRole:
    """Make ``user`` the system, security or audit administrator; ``by`` names the command that asks.

    Appointing twice changes nothing. Raises ``NotGranted`` when ``user`` is a superuser, holds a role at a site, or is
    another of the three (三员分立), and when an account asks: no screen makes an administrator.
    """
    demand_command(by)
    locked(user)
    if user.is_superuser:
        raise NotGranted(_("超级用户是技术人员的账号，不能兼任三员。"))
    if SiteRole.objects.filter(user=user).exists():
        raise NotGranted(_("在站点担任角色的人不能兼任三员。请先收回站点角色。"))
    held = ClusterRole.objects.filter(user=user).first()
    if held is not None and held.role != Administrator(role):
        raise NotGranted(_("此人已是%(role)s，三员不能由同一人兼任。") % {"role": held.get_role_display()})
    user.groups.add(administrators(role))
    if held is None:
        held = ClusterRole.objects.create(user=user, role=Administrator(role))
        audit.record(by, "appoint administrator", user.get_username(), granted=str(role))
    return held
