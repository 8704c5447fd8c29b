"""The store's clock: the one place where the published side learns the time."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present time, in whole seconds, with its time zone."""
    return timezone.now().replace(microsecond=0)
