"""Checking a second factor."""

from typing import Any

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from sites.store import audit

from .models import BackupDevice


@transaction.atomic
def verify(user: Any, token: str) -> TOTPDevice | BackupDevice | None:
    """Return the device whose code ``token`` is: six digits from the telephone, or a backup code; None for neither."""
    plain = "".join(character for character in token if character.isalnum())
    name = user.get_username()
    kinds = (TOTPDevice,) if plain.isdigit() and len(plain) == 6 else (BackupDevice,)
    for kind in kinds:
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is not None and device.verify_token(plain):
            audit.record(name, "second factor passed", name, kind=kind.__name__)
            return device
    audit.record(name, "second factor failed", name)
    return None
