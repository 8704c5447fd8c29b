"""The accounts of the sample cluster: three administrators, a technician, and each site's editor and reviewers."""

from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from cms.accounts.appoint import appoint
from cms.accounts.grant import grant
from cms.accounts.models import Administrator, Role
from sites.registry.models import Site

from . import catalogue
from .password import PASSWORD

__all__ = ["PASSWORD", "ROLES", "TECHNICIAN", "holder", "listing", "make_accounts", "username"]
TECHNICIAN = "admin"
ADMINISTRATORS = {f"admin-{role}": role for role in Administrator}
BY = "load_sample"
"""Who the audit trail says gave the rights."""
ROLES = (Role.EDITOR, Role.FIRST, Role.SIGN, Role.SITE_ADMIN)


def username(site: str, role: str) -> str:
    """Return the user name of who holds ``role`` at the site with this key."""
    return f"{site}-{role}"


def listing() -> list[tuple[str, str, str]]:
    """Return the accounts as (user name, role, name of the site)."""
    rows = [(name, str(role.label), "全部站点") for name, role in ADMINISTRATORS.items()]
    rows.append((TECHNICIAN, "技术人员（超级用户）", "全部站点"))
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
    """Make the accounts of ``site`` and those of the cluster; those that exist stay as they are."""
    users = get_user_model().objects
    _make_cluster_accounts()
    registered = Site.objects.get(key=site.key)
    for role in ROLES:
        name = username(site.key, role)
        user = users.filter(username=name).first()
        if user is None:
            user = users.create(username=name, password=_hash(), first_name=site.data[role])
            grant(user, registered, role, by=BY)


def _make_cluster_accounts() -> None:
    users = get_user_model().objects
    if not users.filter(username=TECHNICIAN).exists():
        users.create(username=TECHNICIAN, password=_hash(), first_name="样例技术员", is_staff=True, is_superuser=True)
    for name, role in ADMINISTRATORS.items():
        if not users.filter(username=name).exists():
            user = users.create(username=name, password=_hash(), first_name=f"样例{role.label}")
            appoint(user, role, by=BY)


@cache
def _hash() -> str:
    """Return the password's hash, made once: hashing is slow by design, and all share one password anyway."""
    return make_password(PASSWORD)
