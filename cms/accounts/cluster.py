"""Who is which of the three administrators."""

from typing import Any

from .models import Administrator, ClusterRole


def holds(user: Any, role: str) -> bool:
    """Return whether ``user`` is an administrator of this kind; a superuser is none."""
    return role_of(user) == Administrator(role)


def role_of(user: Any) -> str:
    """Return which of the three ``user`` is: ``system``, ``security``, ``audit``, or empty.

    Asked once for each object: every item of the menu wants to know it, and a request has one of its own.
    """
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return ""
    held = getattr(user, "cluster_role", None)
    return held.role if held is not None and held.pk else ""


def role_of_name(username: str) -> str:
    """Return which of the three the account with this name is, or empty."""
    held = ClusterRole.objects.filter(user__username=username, user__is_active=True, user__is_superuser=False)
    return held.values_list("role", flat=True).first() or ""
