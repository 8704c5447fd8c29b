"""Turning an upload into what is kept; whatever comes a second time stays as it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile

from . import encoding
from .decoding import decode
from .locations import has_location
from .sniffing import demand_kind


class CleanPicture(SimpleUploadedFile):
    """A picture that has been decoded and written anew; ``had_location`` tells of the upload it was made from."""

    had_location = False


class CheckedAttachment(SimpleUploadedFile):
    """A file whose content is of an allowed kind."""


def clean_picture(name: str, content: File[Any]) -> CleanPicture:
    """Return ``content`` decoded and written anew, free of all metadata.

    The ending follows the new bytes. Raises ``ValidationError`` when it is refused.
    """
    if isinstance(content, CleanPicture):
        return content
    data = bytes_of(content)
    clean, extension = encoding.original(decode(data), is_lossless=data.startswith(b"\x89PNG"))
    stem = PurePosixPath(name).stem or "picture"
    picture = CleanPicture(f"{stem}.{extension}", clean, "image/png" if extension == "png" else "image/jpeg")
    picture.had_location = has_location(BytesIO(data))
    return picture


def checked_attachment(name: str, content: File[Any]) -> CheckedAttachment:
    """Return ``content`` under the ending of what it is.

    Raises ``ValidationError`` when its kind is not allowed.
    """
    if isinstance(content, CheckedAttachment):
        return content
    data = bytes_of(content)
    extension = demand_kind(name, data)
    return CheckedAttachment(f"{PurePosixPath(name).stem}.{extension}", data)


def bytes_of(content: File[Any]) -> bytes:
    """Return all bytes of an open or closed file."""
    if content.closed:
        content.open("rb")
    content.seek(0)
    data = content.read()
    return data if isinstance(data, bytes) else data.encode()
