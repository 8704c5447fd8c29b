"""Log-ins and log-outs, in whatever way they happen, open and close a session and stand in the audit trail."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver

from sites.store import audit

from . import passwords, sessions
from .second_factor import device_of

MUST_CHANGE = "sumu_must_change"
HAS_DEVICE = "sumu_has_device"


@receiver(user_logged_in)
@transaction.atomic
def logged_in(sender: Any, request: Any, user: Any, **more: Any) -> None:
    """Open a session; note what the person has to do before anything else."""
    sessions.begin(request, user)
    request.session[MUST_CHANGE] = passwords.must_change(user)
    request.session[HAS_DEVICE] = device_of(user) is not None
    audit.record(user.get_username(), "log in", user.get_username())


@receiver(user_logged_out)
@transaction.atomic
def logged_out(sender: Any, request: Any, user: Any, **more: Any) -> None:
    """Close the session."""
    sessions.end(request)
    if user is not None:
        audit.record(user.get_username(), "log out", user.get_username())
