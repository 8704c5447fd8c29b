"""Giving the code (启用码) that belongs to a password which somebody else made."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.crypto import constant_time_compare

from sites.store import audit

from .models import PasswordState, code_digest

MOST_FAILURES = 5


@transaction.atomic
def redeem_code(user: Any, code: str) -> bool:
    """Return whether ``code`` is the one that the security administrator handed over; wrong ones are counted.

    The first password comes from the system administrator and the code from the security administrator, so neither
    of the two can take the account for themselves. Too many wrong codes close the account until it is enabled again.
    """
    state = PasswordState.objects.select_for_update().get(user=user)
    if not state.needs_code:
        return True
    name = user.get_username()
    if state.code_digest and constant_time_compare(state.code_digest, code_digest(code)):
        state.needs_code, state.code_digest, state.code_failures = False, "", 0
        state.save()
        audit.record(name, "redeem enabling code", name)
        return True
    state.code_failures += 1
    state.save(update_fields=["code_failures"])
    audit.record(name, "wrong enabling code", name, failures=state.code_failures)
    if state.code_failures >= MOST_FAILURES:
        get_user_model().objects.filter(pk=user.pk).update(is_active=False)
        audit.record("security", "disable account", name, reason="wrong enabling codes")
    return False
