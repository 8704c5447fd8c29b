"""Enrolling the device that makes a person's codes."""

from typing import Any

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from sites.store import audit

from .second_factor import device_of


@transaction.atomic
def enrol(user: Any, token: str) -> TOTPDevice | None:
    """Confirm the device that is being enrolled with its first code; None when the code is wrong."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or device_of(user) is not None or not device.verify_token(token):
        return None
    device.confirmed = True
    device.save()
    audit.record(user.get_username(), "enrol second factor", user.get_username())
    return device
