"""Who may ask for changes, and who may look."""

from typing import Any

from cms.accounts.models import Role, SiteRole
from cms.inbox.delegation import has_business
from sites.registry.models import Site


def may_ask(user: Any, site: Site | None) -> bool:
    """Return whether ``user`` may ask for changes that the reviewers of ``site`` decide on: its administrators.

    Shared vocabulary and the theme are the portal's. A superuser asks for nothing.
    """
    if site is None or not user.is_active or user.is_superuser:
        return False
    return SiteRole.objects.filter(user=user, site=site, role=Role.SITE_ADMIN).exists()


def may_see(user: Any, site: Site | None) -> bool:
    """Return whether ``user`` may see the settings of ``site`` and what was asked of them.

    Whoever has a role there, or stands in for one who has.
    """
    if site is None or not user.is_active:
        return False
    return bool(user.is_superuser) or has_business(user, site)


def sites_administered(user: Any) -> list[Site]:
    """Return the sites whose settings ``user`` may ask to change, by key."""
    if not user.is_active or user.is_superuser:
        return []
    return list(Site.objects.filter(roles__user=user, roles__role=Role.SITE_ADMIN).distinct().order_by("key"))


def sites_seen(user: Any) -> list[Site]:
    """Return the sites whose settings ``user`` may see, by key."""
    if not user.is_active:
        return []
    sites = Site.objects.order_by("key")
    return list(sites) if user.is_superuser else list(sites.filter(roles__user=user).distinct())
