"""Choosing one's own new password."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import audit

from .models import PasswordState


class WrongCode(Exception):
    """Raised when the code that belongs to a first password is wrong; the message says what to do."""


@transaction.atomic
def change_password(user: Any, password: str) -> None:
    """Give ``user`` the new password they chose; it has been validated.

    Raises ``WrongCode`` when a code is still asked for: ``redeem_code`` comes first.
    """
    if PasswordState.objects.filter(user=user, needs_code=True).exists():
        raise WrongCode(_("请先填写安全保密管理员给您的启用码。"))
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(user.get_username(), "change password", user.get_username())
