"""Who may look at the state of what."""

from typing import Any

from cms.accounts.models import Role, SiteRole
from cms.inbox.delegation import has_business
from sites.registry.models import Site


def may_see(user: Any, site: Site) -> bool:
    """Return whether ``user`` may see how far the documents of ``site`` have come."""
    return bool(user.is_active and (user.is_superuser or has_business(user, site)))


def sites_watched(user: Any) -> list[Site]:
    """Return the sites whose whole publication ``user`` sees: those that they administer."""
    if not user.is_active:
        return []
    if user.is_superuser:
        return list(Site.objects.order_by("key"))
    return list(Site.objects.filter(roles__user=user.pk, roles__role=Role.SITE_ADMIN).distinct().order_by("key"))


def writes(user: Any) -> bool:
    """Return whether ``user`` writes for any site."""
    return SiteRole.objects.filter(user=user.pk, role=Role.EDITOR).exists()


def keeps_theme(user: Any) -> bool:
    """Return whether ``user`` looks after the theme: a site administrator of the portal."""
    held = SiteRole.objects.filter(user=user.pk, role=Role.SITE_ADMIN, site__kind=Site.Kind.PORTAL)
    return bool(user.is_active) and held.exists()
