"""The accounts of the sample cluster: an administrator, and an editor, a first reviewer and a signer for each site."""

from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from cms.accounts.grant import grant
from cms.accounts.models import Role
from sites.registry.models import Site

from . import catalogue
from .password import PASSWORD

__all__ = ["ADMINISTRATOR", "PASSWORD", "ROLES", "holder", "listing", "make_accounts", "username"]
ADMINISTRATOR = "admin"
ROLES = (Role.EDITOR, Role.FIRST, Role.SIGN)


def username(site: str, role: str) -> str:
    """Return the user name of who holds ``role`` at the site with this key."""
    return f"{site}-{role}"


def listing() -> list[tuple[str, str, str]]:
    """Return the accounts as (user name, role, name of the site)."""
    rows = [(ADMINISTRATOR, "系统管理员", "全部站点")]
    for site in catalogue.sites():
        rows += [(username(site.key, role), str(role.label), site.name) for role in ROLES]
    return rows


def holder(site: str, role: str) -> Any:
    """Return the user who holds ``role`` at the site with this key.

    Raises ``LookupError`` for a role that the sample gives to nobody.
    """
    user = get_user_model().objects.filter(username=username(site, role)).first()
    if user is None:
        raise LookupError(f"样例集群没有承担“{Role(role).label}”环节的账号：{site}。")
    return user


@transaction.atomic
def make_accounts(site: catalogue.SampleSite) -> None:
    """Make the accounts of ``site`` and the administrator's; those that exist stay as they are."""
    users = get_user_model().objects
    if not users.filter(username=ADMINISTRATOR).exists():
        users.create(
            username=ADMINISTRATOR, password=_hash(), first_name="样例管理员", is_staff=True, is_superuser=True
        )
    registered = Site.objects.get(key=site.key)
    for role in ROLES:
        name = username(site.key, role)
        user = users.filter(username=name).first()
        if user is None:
            user = users.create(username=name, password=_hash(), first_name=site.data[role])
            grant(user, registered, role, by=ADMINISTRATOR)


@cache
def _hash() -> str:
    """Return the password's hash, made once: hashing is slow by design, and all share one password anyway."""
    return make_password(PASSWORD)
