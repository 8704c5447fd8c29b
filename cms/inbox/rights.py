"""Who keeps the tables of this room."""

from typing import Any


def keeps_rules(user: Any) -> bool:
    """Return whether ``user`` keeps rules, deadlines and holidays: the security administrator (安全保密管理员)."""
    return bool(user.is_active and user.is_superuser)


def administers(user: Any) -> bool:
    """Return whether ``user`` administers the cluster, and therefore never reviews."""
    return bool(user.is_superuser)
