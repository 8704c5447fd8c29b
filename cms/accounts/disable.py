"""Closing an account."""

from typing import Any

from django.db import transaction

from cms.security.sessions import end_all
from sites.store import audit

from .cluster import role_of_name
from .deciding import demand_system_administrator, locked


@transaction.atomic
def disable(user: Any, *, by: str) -> None:
    """Close the account of ``user`` at once; its roles stay, and rest.

    Raises ``NotGranted`` when ``by`` may not, or the account is an administrator's or a technician's.
    """
    demand_system_administrator(by, user)
    held = locked(user)
    end_all(held)
    if held.is_active:
        held.is_active = False
        held.save(update_fields=["is_active"])
        audit.record(by, "disable account", held.get_username(), role=role_of_name(by))
