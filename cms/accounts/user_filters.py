"""Filters by person, in every list and report of Wagtail, offer colleagues alone."""

from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django_filters import filters  # type: ignore[import-untyped]

from .people import colleagues


def narrow() -> None:
    """Make every filter that chooses among users leave out those of other sites.

    Wagtail's filters (workflow report, page lists, locked pages) take their users from all pages there are, each in
    its own way; all of them pass through this one method of django-filter.
    """
    mixin = filters.QuerySetRequestMixin
    if getattr(mixin.get_queryset, "is_narrow", False):
        return
    found = mixin.get_queryset

    @wraps(found)
    def get_queryset(self: Any, request: Any) -> Any:
        queryset = found(self, request)
        if queryset is None:
            queryset = self.extra.get("queryset")  # where the histories put theirs
        if request is None or getattr(queryset, "model", None) is not get_user_model() or request.user.is_superuser:
            return queryset
        return queryset.filter(pk__in=colleagues(request.user).values("pk"))

    get_queryset.is_narrow = True  # type: ignore[attr-defined]
    mixin.get_queryset = get_queryset
