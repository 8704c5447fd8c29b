"""The second factor (双因素): who must give one, and the devices that give it."""

from base64 import b32encode
from typing import Any

from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.accounts.cluster import role_of
from cms.accounts.models import Administrator, Role, SiteRole

from .models import SecondFactorRule

SUPERUSER = "superuser"


def roles() -> list[tuple[str, str]]:
    """Return every role that a rule may name, with its label."""
    named = [*Role.choices, *Administrator.choices]
    return [*((str(code), str(label)) for code, label in named), (SUPERUSER, _("超级用户"))]


def roles_of(user: Any) -> set[str]:
    """Return the roles that ``user`` may act in today, those on behalf of others too."""
    from cms.inbox.delegation import stages_of

    held = set(SiteRole.objects.filter(user=user.pk).values_list("role", flat=True).distinct())
    held |= {stage for _site, stage, _on_behalf_of in stages_of(user)}
    held |= {role_of(user)} - {""}
    return held | ({SUPERUSER} if user.is_superuser else set())


def is_required(user: Any) -> bool:
    """Return whether a rule asks a second factor of ``user`` now."""
    asked = set(SecondFactorRule.objects.filter(required=True).values_list("role", flat=True))
    return bool(asked) and not asked.isdisjoint(roles_of(user))


def is_verified(request: Any) -> bool:
    """Return whether this log-in has given its second factor, by a device that still counts."""
    return bool(request.user.is_verified())


def device_of(user: Any) -> TOTPDevice | None:
    """Return the device that makes the user's codes, once its first code was right."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def unconfirmed_device(user: Any) -> TOTPDevice:
    """Return the device that is being enrolled, made when there is none."""
    held = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return held or TOTPDevice.objects.create(user=user, confirmed=False, name="totp")


def secret_of(device: TOTPDevice) -> str:
    """Return the secret as it is typed into a telephone that cannot scan: groups of four letters and digits."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
