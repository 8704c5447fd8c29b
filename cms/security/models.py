"""What log-in security keeps: its limits, who needs a second factor, passwords' ages, open sessions, backup codes."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django_otp.models import Device, ThrottlingMixin


class Limit(models.Model):
    """One number of the security rules, with where it comes from (安全参数); see ``limits`` for its bounds."""

    code = models.CharField("代码", max_length=30, unique=True)
    value = models.PositiveIntegerField("数值")
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        verbose_name = "安全参数"
        verbose_name_plural = "安全参数"

    def __str__(self) -> str:
        return f"{self.code} {self.value}"


class SecondFactorRule(models.Model):
    """Whether whoever holds a role must give a second factor (双因素要求)."""

    role = models.CharField("角色", max_length=20, unique=True)
    required = models.BooleanField("必须", default=False)
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        verbose_name = "双因素要求"
        verbose_name_plural = "双因素要求"

    def __str__(self) -> str:
        return f"{self.role} {self.required}"


class PasswordState(models.Model):
    """How old a password is, and whether it is still the one that somebody else made (密码状态)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_state")
    changed_at = models.DateTimeField()
    must_change = models.BooleanField(default=False)
    needs_code = models.BooleanField(default=False)
    code_digest = models.CharField(max_length=64, blank=True)
    code_failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user} {self.changed_at}"


class OldPassword(models.Model):
    """The hash of a password that an account had, so that it is not taken again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="old_passwords")
    encoded = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.at}"


class OpenSession(models.Model):
    """A log-in that has not ended (会话); without its row a session is worth nothing."""

    token = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_sessions")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    origin = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["started_at", "id"]

    def __str__(self) -> str:
        return f"{self.user} {self.started_at}"


class BackupDevice(ThrottlingMixin, Device):
    """A sheet of backup codes (备用码), each good for one log-in when the telephone is not at hand."""

    class Meta(Device.Meta):
        verbose_name = "备用码"

    def get_throttle_factor(self) -> int:
        """Return the seconds to wait after the first wrong code; each further one doubles them."""
        return 1

    def verify_token(self, token: Any) -> bool:
        """Return whether ``token`` is an unused code of this sheet, and use it up."""
        if not self.verify_is_allowed()[0]:
            return False
        used, _models = self.codes.filter(digest=code_digest(str(token))).delete()
        if used:
            self.throttle_reset()
        else:
            self.throttle_increment()
        return bool(used)


class BackupCode(models.Model):
    """One unused code, kept as its keyed digest."""

    device = models.ForeignKey(BackupDevice, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest[:8]


def code_digest(code: str) -> str:
    """Return what is kept of a code that somebody is to type: a digest under the installation's key."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return salted_hmac("cms.security.code", plain, algorithm="sha256").hexdigest()


def new_code(groups: int = 3) -> str:
    """Return a code that is easy to read off paper: groups of four characters, none of which looks like another."""
    alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
    return "-".join("".join(secrets.choice(alphabet) for _each in range(4)) for _group in range(groups))
