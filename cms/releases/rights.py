"""Who may look at the releases of a site, and who may ask to go back to one."""

from typing import Any

from cms.accounts.cluster import holds
from cms.accounts.models import REVIEWING, Administrator, Role, SiteRole
from cms.inbox.delegation import stages_of
from sites.registry.models import Site

LOOKING = (Role.SITE_ADMIN, *REVIEWING)


def may_look(user: Any, site: Site | None) -> bool:
    """Return whether ``user`` may see every release of ``site``, also what was taken back since.

    Its administrators, its reviewers and whoever stands in for one, and the audit administrator.
    """
    return site is not None and any(found.pk == site.pk for found in sites_seen(user))


def sites_seen(user: Any) -> list[Site]:
    """Return the sites whose releases ``user`` may see, by key."""
    if not user.is_active or user.is_superuser:
        return []
    sites = Site.objects.order_by("key")
    if holds(user, Administrator.AUDIT):
        return list(sites)
    held = SiteRole.objects.filter(user=user.pk, role__in=LOOKING).values_list("site", flat=True)
    stood_in = {site for site, _stage, _behalf in stages_of(user)}
    return list(sites.filter(pk__in={*held, *stood_in}))


def may_ask(user: Any, site: Site) -> bool:
    """Return whether ``user`` may ask to go back to an earlier release of ``site``: its administrators."""
    if not user.is_active or user.is_superuser:
        return False
    return SiteRole.objects.filter(user=user.pk, site=site, role=Role.SITE_ADMIN).exists()
