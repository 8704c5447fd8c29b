"""Tiny pictures and files made here, and the shared real ones where they are present."""

import json
import zipfile
from io import BytesIO
from typing import Any

from PIL import Image

from tests.shared import shared_data


def rows(*parts: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file of the shared data."""
    return [json.loads(line) for line in shared_data(*parts).read_text("utf-8").splitlines()]


def corners(size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Return a picture whose left upper quarter is red, the rest a blue that varies."""
    image = Image.new("RGB", size)
    for x in range(size[0]):
        for y in range(size[1]):
            is_marked = x < size[0] // 2 and y < size[1] // 2
            image.putpixel((x, y), (250, 0, 0) if is_marked else (0, (x * 3) % 60, 200 + y % 50))
    return image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return ``image`` encoded as ``kind``."""
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def with_place(orientation: int = 1) -> bytes:
    """Return a JPEG with a camera, a place, a comment and an orientation in it."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SECRETCAMERA", orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 30.0, 0.0), 3: "E", 4: (112.0, 0.0, 0.0)})
    return encoded(corners(), "JPEG", quality=95, exif=exif.tobytes(), comment=b"SECRETCOMMENT")


def archive(**members: bytes | str) -> bytes:
    """Return a ZIP file; ``__`` in a member's name stands for a slash, ``_dot_`` for a dot."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, data in members.items():
            opened.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return stream.getvalue()


def document(kind: str = "word", **more: bytes | str) -> bytes:
    """Return the smallest file that is an Office document of this kind."""
    part = {"word": "word__document_dot_xml", "sheet": "xl__workbook_dot_xml"}[kind]
    return archive(**{"[Content_Types]_dot_xml": "<Types/>", part: "<x/>"} | more)
