"""Who may see what the watch found."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Value

from cms.accounts.models import Administrator, ClusterRole, Role, SiteRole
from sites.exchange.watch import Report


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
    """Return what ``user`` may see: the system administrator everything, a site's administrator the own site's.

    Found out once for each request, whose user this is: the menu asks several times.
    """
    if not user.is_active:
        return Scope(False)
    if user.is_superuser:
        return Scope(True)
    found: Scope | None = getattr(user, "_tampering_scope", None)
    if found is None:
        found = user._tampering_scope = _found(user.pk)
    return found


def _found(pk: int) -> Scope:
    """Ask the database once for both kinds of administrators."""
    system = ClusterRole.objects.filter(user=pk, role=Administrator.SYSTEM).values_list(Value(True), Value(""))
    own = SiteRole.objects.filter(user=pk, role=Role.SITE_ADMIN).values_list(Value(False), "site__key")
    told = list(system.union(own))
    return Scope(any(is_system for is_system, _key in told), frozenset(key for _system, key in told if key))
