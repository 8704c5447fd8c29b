"""The bytes of published pictures and attachments, write-once and named by their digest."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class BlobMissing(LookupError):
    """Raised when no bytes are held under a digest."""


def path_of(digest: str, extension: str) -> Path:
    """Return where the bytes with this SHA-256 ``digest`` (hexadecimal) lie."""
    return Path(settings.SUMU_VAR) / "blobs" / digest[:2] / f"{digest}.{extension}"


def put(data: bytes, extension: str) -> str:
    """Keep ``data`` and return its digest. Bytes already held are left as they are and count as young again."""
    digest = hashlib.sha256(data).hexdigest()
    target = path_of(digest, extension)
    if target.exists():
        os.utime(target)  # so that housekeeping leaves it to whoever needs it now
        return digest
    write_whole(target, data)
    return digest


def write_whole(target: Path, data: bytes) -> None:
    """Write ``data`` to ``target`` so that nobody ever finds half of it there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        os.fchmod(stream.fileno(), 0o644)
    Path(temporary).replace(target)


def read(digest: str, extension: str) -> bytes:
    """Return the bytes held under ``digest``.

    Raises ``BlobMissing`` when there are none or when they no longer match their name.
    """
    try:
        data = path_of(digest, extension).read_bytes()
    except FileNotFoundError:
        raise BlobMissing(f"no bytes are held for {digest}.{extension}") from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise BlobMissing(f"the bytes held for {digest}.{extension} have been altered")
    return data


def public_path(digest: str, extension: str) -> str:
    """Return the path of a picture or attachment below its site's base."""
    return f"media/{digest[:2]}/{digest}.{extension}"
