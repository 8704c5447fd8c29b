"""The pictures of the sample, drawn by code: flat illustrations that show no real place and no real person."""

from collections.abc import Callable
from functools import partial
from io import BytesIO

from PIL import Image

from . import landscapes, places, portraits
from .canvas import Canvas

_SCENES: dict[str, Callable[[Canvas], None]] = {
    "steppe": landscapes.steppe,
    "mountains": landscapes.mountains,
    "river": landscapes.river,
    "forest": landscapes.forest,
    "snow": landscapes.snow,
    "yurts": landscapes.yurts,
    "sheep": landscapes.flock,
    "haystacks": landscapes.haystacks,
    "ploughing": landscapes.ploughing,
    "road": places.road,
    "waterworks": places.waterworks,
    "school": places.school,
    "market": places.market,
    "fair": places.fair,
    "library": places.library,
    "office": places.office,
}
_PORTRAITS: dict[str, Callable[[Canvas], None]] = {
    f"portrait-{number}": partial(portraits.silhouette, background=background, ring=ring, figure=figure)
    for number, (background, ring, figure) in enumerate(
        (
            ("#dfe8ee", "#cbd9e3", "#5f7f96"),
            ("#e6ece0", "#d3dfc9", "#6b8a5c"),
            ("#efe6e0", "#e3d3c9", "#96705f"),
            ("#e8e4ee", "#d8d1e3", "#75688f"),
        ),
        start=1,
    )
}
_QUALITY = 95


def names() -> list[str]:
    """Return the names of all pictures, landscapes first."""
    return [*_SCENES, *_PORTRAITS]


def draw(name: str) -> Image.Image:
    """Return the picture with this ``name``, always the same pixels; raises ``KeyError`` for an unknown name."""
    if name in _PORTRAITS:
        canvas = Canvas(portraits.WIDTH, portraits.HEIGHT)
        _PORTRAITS[name](canvas)
    else:
        canvas = Canvas()
        _SCENES[name](canvas)
    return canvas.finished()


def jpeg(name: str) -> bytes:
    """Return the picture as a JPEG file."""
    stream = BytesIO()
    draw(name).save(stream, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return stream.getvalue()
