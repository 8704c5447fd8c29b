"""Removing originals that no row names any more."""

import time
from pathlib import Path

from .models import Attachment, Picture
from .storage import original_storage

GRACE_SECONDS = 24 * 60 * 60
"""Younger files may belong to an upload whose row is not written yet."""


def remove_unused(*, older_than: int = GRACE_SECONDS) -> list[str]:
    """Remove the bytes that neither a picture nor an attachment names, and return their names.

    Files changed within the last ``older_than`` seconds stay. What is public lies in the store's blobs and is
    not touched.
    """
    storage = original_storage()
    named = set(Picture.objects.values_list("file", flat=True)) | set(Attachment.objects.values_list("file", flat=True))
    newest = time.time() - older_than
    removed = []
    for folder in ("pictures", "attachments"):
        for path in sorted(Path(storage.path(folder)).glob("*/*")):
            name = f"{folder}/{path.parent.name}/{path.name}"
            if name not in named and path.stat().st_mtime < newest:
                storage.remove(name)
                removed.append(name)
    return removed
