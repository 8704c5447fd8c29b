"""How large an upload may be, as data."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limit:
    """One limit, where it comes from and how sure we are of it."""

    value: int
    source: str
    certainty: str


PICTURE_BYTES = Limit(
    20 * MEBIBYTE, "A phone's 50-megapixel JPEG is about 15 MB; more is a scan that belongs into an attachment.", "own"
)
PICTURE_PIXELS = Limit(
    64_000_000, "Phones save up to 50 megapixels (8160×6144); decoded as RGBA 64 megapixels take 256 MB.", "own"
)
PICTURE_SIDE = Limit(
    60_000, "JPEG holds at most 65,535 pixels a side; long 一图读懂 pictures reach 20,000.", "standard"
)
ATTACHMENT_BYTES = Limit(100 * MEBIBYTE, "Annual reports with scans reach 60 MB.", "own")
ATTACHMENT_UNPACKED_BYTES = Limit(
    500 * MEBIBYTE, "Office files are ZIP archives; what unpacks to more is made to harm.", "own"
)
