"""A password that somebody else makes for a person, good for one log-in."""

from typing import Any

from django.db import transaction

from .models import PasswordState, code_digest, new_code
from .sessions import end_all


@transaction.atomic
def give_first_password(user: Any, *, needs_code: bool) -> str:
    """Give ``user`` a made-up password, which they must change at their next log-in; return it, to be shown once.

    With ``needs_code`` the change also asks for a code that another administrator hands over (``give_code``).
    """
    password = new_code(4).lower() + "-" + new_code(1)
    user.set_password(password)
    user.save()
    end_all(user)
    PasswordState.objects.filter(user=user).update(
        must_change=True, needs_code=needs_code, code_digest="", code_failures=0
    )
    return password


@transaction.atomic
def give_code(user: Any) -> str:
    """Return a new code for a first password, to be shown once; empty where none is asked for."""
    waiting = PasswordState.objects.filter(user=user, needs_code=True)
    if not waiting.exists():
        return ""
    code = new_code(2)
    waiting.update(code_digest=code_digest(code), code_failures=0)
    return code
