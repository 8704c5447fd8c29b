"""Who may see what of the record."""

from typing import Any

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator, Role, SiteRole
from sites.registry.models import Site


def sites_in_sight(user: Any) -> list[str] | None:
    """Return the keys of the sites whose entries ``user`` may see; None means everything there is.

    The audit administrator sees everything, a site's administrator what concerns their site, everybody else nothing.
    """
    if holds(user, Administrator.AUDIT):
        return None
    if not user.is_authenticated or not user.is_active:
        return []
    held = SiteRole.objects.filter(user=user.pk, role=Role.SITE_ADMIN)
    return list(held.order_by("site__id").values_list("site__key", flat=True).distinct())


def may_see_ledger(user: Any) -> bool:
    """Return whether ``user`` may open the ledger at all."""
    sites = sites_in_sight(user)
    return sites is None or bool(sites)


def may_see_documents_of(user: Any, site: Site | None) -> bool:
    """Return whether ``user`` may see who approved the documents of ``site``: whoever works there, and the auditor.

    What belongs to no site is for the auditor alone.
    """
    if holds(user, Administrator.AUDIT):
        return True
    if site is None or not user.is_authenticated or not user.is_active:
        return False
    return SiteRole.objects.filter(user=user.pk, site=site).exists()
