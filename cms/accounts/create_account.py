"""Making an account."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from cms.security.first_password import give_first_password
from sites.store import audit

from .cluster import role_of_name
from .deciding import NotGranted, demand_system_administrator


@transaction.atomic
def create_account(username: str, full_name: str, *, by: str) -> tuple[Any, str]:
    """Make an account without any right and return it with its first password, which is shown this once.

    Closed at first: the security administrator enables it and hands over the code without which the first password is
    worth nothing, so that neither of the two can act in somebody's name. Raises ``NotGranted`` when ``by`` is an
    account that is no system administrator's, or the name is taken.
    """
    demand_system_administrator(by)
    model: Any = get_user_model()
    if model.objects.filter(username__iexact=username).exists():
        raise NotGranted(_("用户名“%(name)s”已有人使用。") % {"name": username})
    user = model(username=username, first_name=full_name, is_active=False)
    user.set_unusable_password()
    user.save()
    password = give_first_password(user, needs_code=True)
    audit.record(by, "create account", username, role=role_of_name(by), name=full_name)
    return user, password
