"""Taking a person's second factor away, because the telephone was lost."""

from typing import Any

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.accounts.cluster import role_of_name
from cms.accounts.deciding import demand_security_administrator
from sites.store import audit

from .models import BackupDevice


@transaction.atomic
def reset_second_factor(user: Any, *, by: str) -> None:
    """Take the user's devices away; they enrol anew where a rule asks it.

    ``by`` is the security administrator's user name, or a command's. Raises ``NotGranted`` for anybody else, and for
    one's own.
    """
    demand_security_administrator(by, user)
    TOTPDevice.objects.filter(user=user).delete()
    BackupDevice.objects.filter(user=user).delete()
    audit.record(by, "remove second factor", user.get_username(), role=role_of_name(by))
