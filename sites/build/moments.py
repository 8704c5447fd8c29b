"""Moments as the public reads them: in the installation's own time zone, whoever happens to be signed in."""

from datetime import datetime

from django.utils import timezone


def local(moment: datetime) -> datetime:
    """Return ``moment`` in the default time zone (北京时间), never in one that a request has activated."""
    return moment.astimezone(timezone.get_default_timezone())
