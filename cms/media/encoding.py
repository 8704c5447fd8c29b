"""Writing clean pictures: the same pixels give the same bytes."""

from io import BytesIO

from PIL import Image

ORIGINAL_QUALITY = 92
PUBLIC_QUALITY = 82
FEW_COLOURS = 256


def wants_png(image: Image.Image) -> bool:
    """Return whether ``image`` is better kept without loss: it has transparency or few colours (drawings, seals)."""
    return image.mode == "RGBA" or image.getcolors(FEW_COLOURS) is not None


def jpeg(image: Image.Image, quality: int) -> bytes:
    """Return ``image`` as a progressive JPEG without any metadata."""
    stream = BytesIO()
    image.save(stream, "JPEG", quality=quality, progressive=True, optimize=True, subsampling="4:2:0")
    return stream.getvalue()


def png(image: Image.Image) -> bytes:
    """Return ``image`` as a PNG without any metadata."""
    stream = BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def original(image: Image.Image, *, is_lossless: bool) -> tuple[bytes, str]:
    """Return the bytes and the ending under which a clean original is kept.

    ``is_lossless`` says that the upload itself was a PNG: then nothing is lost again.
    """
    if is_lossless or wants_png(image):
        return png(image), "png"
    return jpeg(image, ORIGINAL_QUALITY), "jpg"
