"""Whom a person may see on the screen 人员与角色."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet

from .cluster import role_of
from .models import Administrator, Role, SiteRole

SEE_ALL = (Administrator.SYSTEM, Administrator.SECURITY)


def may_see(user: Any) -> bool:
    """Return whether the screen is for ``user``: the two administrators concerned, and those who look after a site."""
    return role_of(user) in SEE_ALL or bool(sites_looked_after(user))


def sites_looked_after(user: Any) -> list[int]:
    """Return the ids of the sites whose administrator ``user`` is."""
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return []
    return list(SiteRole.objects.filter(user=user.pk, role=Role.SITE_ADMIN).values_list("site_id", flat=True))


def people_for(user: Any, words: str = "") -> QuerySet[Any]:
    """Return the people whom ``user`` may see, each with ``shown_roles``: for a site's administrator its own alone."""
    roles = SiteRole.objects.select_related("site").order_by("site_id", "role")
    people: QuerySet[Any] = get_user_model().objects.select_related("cluster_role").order_by("username")
    if role_of(user) not in SEE_ALL:
        roles = roles.filter(site__in=sites_looked_after(user))
        people = people.filter(pk__in=roles.order_by().values("user"))
    if words:
        people = people.filter(Q(username__icontains=words) | Q(first_name__icontains=words))
    return people.prefetch_related(Prefetch("site_roles", queryset=roles, to_attr="shown_roles"))


def colleagues(user: Any) -> QuerySet[Any]:
    """Return the users who hold a role at a site where ``user`` holds one: whose names lists may offer to ``user``."""
    mine = SiteRole.objects.filter(user=user.pk).values("site")
    found: QuerySet[Any] = get_user_model().objects.filter(pk__in=SiteRole.objects.filter(site__in=mine).values("user"))
    return found
