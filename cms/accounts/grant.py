"""Giving a role to a user, and taking it back."""

from typing import Any

from django.db import transaction

from sites.registry.models import Site
from sites.store import audit

from .groups import group_for
from .models import Role, SiteRole


@transaction.atomic
def grant(user: Any, site: Site, role: str, *, by: str) -> SiteRole:
    """Let ``user`` act in ``role`` at ``site``: the row that reviews go by, and the group that carries the rights.

    ``by`` is the user name of whoever decided it. Granting twice changes nothing.
    """
    row, created = SiteRole.objects.get_or_create(user=user, site=site, role=Role(role))
    user.groups.add(group_for(site, role))
    if created:
        audit.record(by, "grant role", user.get_username(), site=site.key, role=str(role))
    return row


@transaction.atomic
def revoke(user: Any, site: Site, role: str, *, by: str) -> None:
    """Take the role back; a role that ``user`` does not hold is no error."""
    deleted, _models = SiteRole.objects.filter(user=user, site=site, role=role).delete()
    user.groups.remove(group_for(site, role))
    if deleted:
        audit.record(by, "revoke role", user.get_username(), site=site.key, role=str(role))
