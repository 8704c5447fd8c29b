"""Who may see what the watch found."""

from dataclasses import dataclass
from typing import Any

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator, Role, SiteRole
from sites.release.watch import Report


@dataclass(frozen=True)
class Scope:
    """Whose findings somebody may see: all, or those of the sites with these keys. False where there are none."""

    is_all: bool
    sites: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.is_all or bool(self.sites)

    def sees(self, report: Report) -> bool:
        """Return whether ``report`` may be seen."""
        return self.is_all or report.site in self.sites


def scope_of(user: Any) -> Scope:
    """Return what ``user`` may see: the system administrator everything, a site's administrator the own site's."""
    if not user.is_active:
        return Scope(False)
    if user.is_superuser or holds(user, Administrator.SYSTEM):
        return Scope(True)
    held = SiteRole.objects.filter(user=user.pk, role=Role.SITE_ADMIN).values_list("site__key", flat=True)
    return Scope(False, frozenset(held))
