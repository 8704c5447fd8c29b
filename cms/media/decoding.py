"""Reading an uploaded picture: what it is, whether it is whole, its pixels and nothing else of it."""

import warnings
from io import BytesIO
from typing import Any

import pillow_heif
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from . import limits

pillow_heif.register_heif_opener()

Image.init()
FORMATS: list[str] = [
    name for name in ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "BMP", "TIFF") if name in Image.OPEN
]
"""What Pillow may try, by content; every other decoder of it stays out of reach."""

ENDINGS = ("jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "heif", "bmp", "tif", "tiff")
FORMATS_TEXT = "JPEG、PNG、GIF、WebP、AVIF、HEIC、BMP、TIFF"

_SRGB = ImageCms.createProfile("sRGB")


def decode(data: bytes) -> Image.Image:
    """Return the first frame of the picture in ``data``, upright, in sRGB, as L, RGB or RGBA, free of metadata.

    Raises ``ValidationError`` with a sentence for the uploader when it is no picture, too large or damaged.
    """
    if len(data) > limits.PICTURE_BYTES.value:
        raise ValidationError(
            _("图片文件太大，最大 %(most)d MB，请缩小后再上传。")
            % {"most": limits.PICTURE_BYTES.value // limits.MEBIBYTE}
        )
    opened = _open(data)
    _demand_size(*opened.size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened.load()
            _demand_size(*opened.size)
            upright = ImageOps.exif_transpose(opened)
            return _pixels(upright)
    except ValidationError:
        raise
    except Exception as error:  # decoders raise whatever they like on broken data
        raise ValidationError(_("图片已损坏或不完整，无法读取，请换一个文件。")) from error


def _open(data: bytes) -> Image.Image:
    if not data:
        raise ValidationError(_("文件是空的，请换一个文件。"))
    if _is_svg(data):
        raise ValidationError(_("不接受 SVG 图片（其中可带脚本），请导出为 PNG 再上传。"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("这不是可以读取的图片文件，或图片已损坏。可上传：%(formats)s。") % {"formats": FORMATS_TEXT}
        ) from error
    except Exception as error:  # decoders raise whatever they like on broken data
        raise ValidationError(_("图片已损坏或不完整，无法读取，请换一个文件。")) from error


def _is_svg(data: bytes) -> bool:
    return data[:2] != b"\xff\xd8" and b"<svg" in data[:4096].lower()


def _demand_size(width: int, height: int) -> None:
    if width * height > limits.PICTURE_PIXELS.value or max(width, height) > limits.PICTURE_SIDE.value:
        raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("图片尺寸太大，最多 %(most)d 万像素，请缩小后再上传。") % {"most": limits.PICTURE_PIXELS.value // 10_000}
    )


def _pixels(image: Image.Image) -> Image.Image:
    plain = _in_srgb(image)
    if plain.mode not in ("L", "RGB", "RGBA"):
        plain = _in_eight_bits(plain)
    extrema: Any = plain.getextrema()
    if plain.mode == "RGBA" and extrema[3] == (255, 255):
        plain = plain.convert("RGB")
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        return image
    wanted = image.mode if image.mode in ("RGB", "RGBA") else "RGB"
    try:
        converted = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB, outputMode=wanted
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile says nothing; the pixels alone are then taken as sRGB
    return converted if converted is not None else image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        wide = image.convert("F")
        extrema: Any = wide.getextrema()
        scale = 255.0 / 65535.0 if extrema[1] > 255 else 1.0
        return wide.point(lambda value: value * scale).convert("L")
    if image.mode == "1":
        return image.convert("L")
    has_alpha = image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")
