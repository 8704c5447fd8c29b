"""What the public gets of a picture: a few sizes, each re-encoded, each named by its digest."""

from typing import Any

from PIL import Image

from sites.store import blobs

from . import encoding
from .decoding import decode
from .models import Picture, PictureSizes

WIDTHS = (480, 960, 1600)
"""Phone, tablet or two-column, and full width on a large screen; a picture is never made larger than it is."""

RECIPE = "480-960-1600-q82"
NEAR = 1.2
"""A width less than this much over the one below is not worth a file of its own."""


def picture_payload(image: Picture, alt: str, caption: str) -> dict[str, Any]:
    """Return the *picture* of a payload for ``image``, with its sizes kept as blobs.

    ``alt`` describes it for those who do not see it, ``caption`` stands below it. Made once for each original:
    the same sizes ever after. Raises ``ValidationError`` when the original cannot be read.
    """
    return {"alt": alt, "caption": caption, "sizes": _sizes(image)}


def widths_for(width: int) -> list[int]:
    """Return the widths in which a picture ``width`` pixels wide is offered, from narrow to wide."""
    widest = min(width, WIDTHS[-1])
    below = [candidate for candidate in WIDTHS if candidate * NEAR <= widest and candidate < widest]
    return [*below, widest]


def _sizes(image: Picture) -> list[dict[str, Any]]:
    row = PictureSizes.objects.filter(original=image.digest, recipe=RECIPE).first()
    if row is not None and all(blobs.path_of(size["digest"], size["extension"]).exists() for size in row.sizes):
        return list(row.sizes)
    with image.open_file() as stream:
        sizes = _make_sizes(decode(stream.read()))
    PictureSizes.objects.update_or_create(original=image.digest, recipe=RECIPE, defaults={"sizes": sizes})
    return sizes


def _make_sizes(pixels: Image.Image) -> list[dict[str, Any]]:
    is_png = encoding.wants_png(pixels)
    sizes = []
    for width in widths_for(pixels.width):
        height = max(round(pixels.height * width / pixels.width), 1)
        small = pixels if width == pixels.width else pixels.resize((width, height), Image.Resampling.LANCZOS)
        data = encoding.png(small) if is_png else encoding.jpeg(small, encoding.PUBLIC_QUALITY)
        extension = "png" if is_png else "jpg"
        sizes.append({"digest": blobs.put(data, extension), "extension": extension, "width": width, "height": height})
    return sizes
