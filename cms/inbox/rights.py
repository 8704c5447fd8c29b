"""Who keeps the tables of this room."""

from typing import Any

from cms.accounts.cluster import holds, role_of
from cms.accounts.models import Administrator


def keeps_rules(user: Any) -> bool:
    """Return whether ``user`` keeps rules, deadlines and holidays: the security administrator (安全保密管理员)."""
    return holds(user, Administrator.SECURITY)


def administers(user: Any) -> bool:
    """Return whether ``user`` administers the cluster, and therefore never reviews."""
    return bool(user.is_superuser or role_of(user))
