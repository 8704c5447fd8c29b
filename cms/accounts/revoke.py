"""Taking a role at a site from a user."""

from typing import Any

from django.db import transaction

from sites.registry.models import Site
from sites.store import audit

from .cluster import role_of_name
from .deciding import demand_security_administrator, locked
from .groups import group_for
from .models import SiteRole


@transaction.atomic
def revoke(user: Any, site: Site, role: str, *, by: str) -> None:
    """Take the role back; a role that ``user`` does not hold is no error.

    Raises ``NotGranted`` when ``by`` may not decide.
    """
    demand_security_administrator(by, user)
    locked(user)
    deleted, _models = SiteRole.objects.filter(user=user, site=site, role=role).delete()
    user.groups.remove(group_for(site, role))
    if deleted:
        said = {"revoked": str(role), "site": site.key, "role": role_of_name(by)}
        audit.record(by, "revoke role", user.get_username(), **said)
