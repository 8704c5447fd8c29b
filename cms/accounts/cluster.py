"""Who is which of the three administrators."""

from typing import Any

from .models import Administrator, ClusterRole


def holds(user: Any, role: str) -> bool:
    """Return whether ``user`` is an administrator of this kind; a superuser is none."""
    return role_of(user) == Administrator(role)


def role_of(user: Any) -> str:
    """Return which of the three ``user`` is: ``system``, ``security``, ``audit``, or empty."""
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return ""
    return ClusterRole.objects.filter(user=user.pk).values_list("role", flat=True).first() or ""


def role_of_name(username: str) -> str:
    """Return which of the three the account with this name is, or empty."""
    held = ClusterRole.objects.filter(user__username=username, user__is_active=True, user__is_superuser=False)
    return held.values_list("role", flat=True).first() or ""
