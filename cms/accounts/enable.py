"""Opening an account that is new, was closed, or got a new first password."""

from typing import Any

from django.db import transaction

from cms.security.first_password import give_code
from sites.store import audit

from .cluster import role_of_name
from .deciding import demand_security_administrator, locked


@transaction.atomic
def enable(user: Any, *, by: str) -> str:
    """Open the account; return the code that its first password asks for, shown this once, or nothing.

    Raises ``NotGranted`` when ``by`` is an account that is no security administrator's, or the one concerned.
    """
    demand_security_administrator(by, user)
    held = locked(user)
    code = give_code(held)
    if not held.is_active or code:
        held.is_active = True
        held.save(update_fields=["is_active"])
        audit.record(by, "enable account", held.get_username(), role=role_of_name(by))
    return code
