"""Whether a picture's metadata tells where it was taken."""

import re
from pathlib import Path
from typing import IO, Any

from PIL import Image

from .decoding import FORMATS

GPS = 0x8825
"""The EXIF tag that leads to the GPS block."""

_IN_XMP = re.compile(rb"exif:GPSLatitude|GPSCoordinates|LocationCreated|photoshop:City|Iptc4xmpCore:Location")


def has_location(picture: Path | IO[bytes]) -> bool:
    """Return whether the EXIF block or the XMP of ``picture`` names a place; a file that is no picture has none."""
    try:
        with Image.open(picture, formats=FORMATS) as opened:
            if any(tag in opened.getexif().get_ifd(GPS) for tag in (1, 2, 3, 4)):
                return True
            return bool(
                _IN_XMP.search(_bytes_of(opened.info.get("xmp")) + _bytes_of(opened.info.get("XML:com.adobe.xmp")))
            )
    except Exception:  # Pillow raises whatever it likes on broken data, and cms.media refuses such files
        return False


def _bytes_of(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value or b"")
