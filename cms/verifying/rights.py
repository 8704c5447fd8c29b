"""Who may see and ask."""

from typing import Any

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator


def may_verify(user: Any) -> bool:
    """Return whether ``user`` looks after the builds and the clock: the system administrator (系统管理员)."""
    return bool(user.is_superuser) or holds(user, Administrator.SYSTEM)
