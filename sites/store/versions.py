"""Every content that was ever approved or public, kept for ever under its digest (内容版本)."""

import json
import zlib

from . import clock
from .content import Content
from .models import Version


def keep(content: Content) -> str:
    """Keep ``content`` and return its digest; what is kept already is left as it is."""
    digest = content.digest()
    if not Version.objects.filter(digest=digest).exists():
        packed = zlib.compress(content.canonical(), 6)
        Version.objects.bulk_create(
            [Version(digest=digest, key=content.key, canonical=packed, at=clock.now())], ignore_conflicts=True
        )
    return digest


def read(digest: str) -> Content:
    """Return the content with this ``digest``.

    Raises ``LookupError`` when none is kept, or when what is kept no longer matches its digest.
    """
    packed = Version.objects.filter(digest=digest).values_list("canonical", flat=True).first()
    if packed is None:
        raise LookupError(f"no content is kept under {digest}")
    content = Content(**json.loads(zlib.decompress(bytes(packed))))
    if content.digest() != digest:
        raise LookupError(f"the content kept under {digest} has been altered")
    return content
