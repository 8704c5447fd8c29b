"""Emergencies in the inbox."""

from django.urls import reverse

from .models import EmergencyRecord

SOURCE = "emergency"


def url_of(record: EmergencyRecord) -> str:
    """Return the address of the page of ``record``."""
    return reverse("cms_emergency:record", args=[record.uid])
