"""Making a new first password for somebody who has forgotten theirs."""

from typing import Any

from django.db import transaction

from cms.security.first_password import give_first_password
from sites.store import audit

from .cluster import role_of_name
from .deciding import demand_system_administrator, locked


@transaction.atomic
def reset_password(user: Any, *, by: str) -> str:
    """Return a new first password for ``user``, shown this once; the account is closed until it is enabled again.

    Raises ``NotGranted`` when ``by`` may not, or the account is an administrator's or a technician's.
    """
    demand_system_administrator(by, user)
    held = locked(user)
    held.is_active = False
    password = give_first_password(held, needs_code=True)
    audit.record(by, "reset password", held.get_username(), role=role_of_name(by))
    return password
