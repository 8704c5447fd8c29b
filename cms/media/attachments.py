"""What the public gets of an attachment."""

from typing import Any

from sites.store import blobs

from .models import Attachment
from .names import clean_name


def attachment_payload(document: Attachment) -> dict[str, Any]:
    """Return the *attachment* of a payload for ``document``, with its bytes kept as a blob.

    The name is the title without its ending. Raises ``blobs.BlobMissing`` when the original's bytes are not
    those that were checked.
    """
    digest, extension = document.digest, document.file.name.rpartition(".")[2]
    held = blobs.path_of(digest, extension)
    if not held.exists():
        with document.open_file() as stream:
            kept = blobs.put(stream.read(), extension)
        if kept != digest:
            raise blobs.BlobMissing(f"the original of {digest}.{extension} has been altered")
    return {
        "name": clean_name(document.title, extension),
        "digest": digest,
        "extension": extension,
        "size": held.stat().st_size,
    }
