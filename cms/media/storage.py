"""Where the originals of pictures and attachments lie: write-once, named by the digest of their bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from sites.store.blobs import write_whole


@deconstructible(path="cms.media.storage.OriginalStorage")
class OriginalStorage(FileSystemStorage):
    """Keeps each file under the SHA-256 of its bytes and never takes one away (原件只写一次).

    Wagtail's forms delete the old file before the new row is saved, and a refused save must not have
    destroyed anything, so ``delete`` leaves the bytes; ``cms.media.unused`` removes what no row names any more.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        data = _bytes_of(content)
        digest = hashlib.sha256(data).hexdigest()
        given = PurePosixPath(name)
        kept = str(given.parent / digest[:2] / f"{digest}{given.suffix.lower()}")
        target = Path(self.path(kept))
        if target.exists():
            os.utime(target)  # counts as young again, so that removing unused files leaves it to its new row
            return kept
        write_whole(target, data)
        return kept

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return ``name`` itself: equal names hold equal bytes."""
        return name

    def delete(self, name: str) -> None:
        """Leave the bytes where they are."""

    def remove(self, name: str) -> None:
        """Take the bytes away for good; only ``cms.media.unused`` calls this."""
        super().delete(name)


def original_storage() -> OriginalStorage:
    """Return the storage of originals, below ``MEDIA_ROOT``."""
    return OriginalStorage()


def _bytes_of(content: File[Any]) -> bytes:
    content.seek(0)
    data = content.read()
    return data if isinstance(data, bytes) else data.encode()
