"""Giving a role at a site to a user."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.registry.models import Site
from sites.store import audit

from .cluster import role_of_name
from .deciding import NotGranted, demand_security_administrator, locked
from .groups import group_for
from .models import ClusterRole, Role, SiteRole


@transaction.atomic
def grant(user: Any, site: Site, role: str, *, by: str) -> SiteRole:
    """Let ``user`` act in ``role`` at ``site``: the row that reviews go by, and the group that carries the rights.

    ``by`` is the user name of the security administrator who decided it, or the name of a command. Granting twice
    changes nothing. Raises ``NotGranted`` when ``by`` may not decide, or ``user`` is a superuser or one of the three
    administrators (三员分立).
    """
    demand_security_administrator(by, user)
    locked(user)
    if user.is_superuser:
        raise NotGranted(_("超级用户是技术人员的账号，不能在站点担任角色。"))
    if ClusterRole.objects.filter(user=user).exists():
        raise NotGranted(_("系统管理员、安全保密管理员、审计管理员不能在站点担任角色。"))
    row, created = SiteRole.objects.get_or_create(user=user, site=site, role=Role(role))
    user.groups.add(group_for(site, role))
    if created:
        said = {"granted": str(role), "site": site.key, "role": role_of_name(by)}
        audit.record(by, "grant role", user.get_username(), **said)
    return row
