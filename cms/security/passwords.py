"""Password rules whose numbers stand in a table, and the memory of passwords that an account had."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sites.store import clock

from .limits import value
from .models import OldPassword, PasswordState

CLASSES = (str.isupper, str.islower, str.isdigit)


class Length:
    """Asks for enough characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` when ``password`` is too short."""
        if len(password) < value("password_length"):
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("密码至少 %(least)s 个字符。") % {"least": value("password_length")}


class Classes:
    """Asks for capitals, small letters, digits and signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` when ``password`` has too few kinds of characters; Chinese counts as signs."""
        found = {next((kind.__name__ for kind in CLASSES if kind(each)), "sign") for each in password}
        if len(found) < value("password_classes"):
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        said = {"kinds": value("password_classes")}
        return _("密码须含大写字母、小写字母、数字、符号中的至少 %(kinds)s 种。") % said


class History:
    """Refuses passwords that the account had, and remembers each new one."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` when ``user`` had ``password`` lately, or has it now."""
        if user is None or user.pk is None:
            return
        had = list(OldPassword.objects.filter(user=user).values_list("encoded", flat=True)[: value("password_history")])
        now = get_user_model().objects.filter(pk=user.pk).values_list("password", flat=True).first()
        if any(check_password(password, encoded) for encoded in {*had, now} if encoded):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Remember the password that ``user`` has just been given; Django calls this when it is saved."""
        if user is None or user.pk is None:
            return
        now = clock.now()
        OldPassword.objects.create(user=user, encoded=user.password, at=now)
        most = value("password_history")
        kept = OldPassword.objects.filter(user=user).values_list("pk", flat=True)[:most]
        OldPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
        PasswordState.objects.update_or_create(
            user=user,
            defaults={"changed_at": now, "must_change": False, "needs_code": False, "code_digest": ""},
        )

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("密码不得与最近用过的 %(count)s 个相同。") % {"count": value("password_history")}


def must_change(user: Any) -> bool:
    """Return whether ``user`` has to choose a new password: it is too old, or somebody else made it."""
    state = PasswordState.objects.filter(user=user).first()
    if state is not None and state.must_change:
        return True
    changed_at = state.changed_at if state is not None else user.date_joined
    return bool(clock.now() - changed_at > timedelta(days=value("password_days")))
