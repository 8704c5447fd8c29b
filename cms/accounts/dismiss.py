"""Ending the office of one of the three administrators."""

from typing import Any

from django.db import transaction

from sites.store import audit

from .deciding import demand_command, locked
from .groups import administrators
from .models import ClusterRole


@transaction.atomic
def dismiss(user: Any, *, by: str) -> None:
    """Take the administrator's role from ``user``; ``by`` names the command that asks.

    Somebody who is none is no error. Raises ``NotGranted`` when an account asks.
    """
    demand_command(by)
    locked(user)
    held = ClusterRole.objects.filter(user=user).first()
    if held is None:
        return
    user.groups.remove(administrators(held.role))
    audit.record(by, "dismiss administrator", user.get_username(), revoked=str(held.role))
    held.user = user  # what this object remembers of its role is gone with the row
    held.delete()
