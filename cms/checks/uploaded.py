"""Keeps in mind that an upload told where it was taken: the picture itself may show more than it should."""

from typing import Any

from django.dispatch import receiver

from cms.media.signals import location_removed

from .models import PictureLocation


@receiver(location_removed)
def keep_in_mind(sender: Any, digest: str, **kwargs: Any) -> None:
    """Note the digest of the clean file; the place itself is kept nowhere."""
    PictureLocation.objects.get_or_create(digest=digest)
