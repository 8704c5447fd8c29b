"""Pictures: what is kept of an upload, what is refused, what the public gets."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.media import decoding, limits, pictures
from cms.media.models import Picture, PictureSizes
from cms.media.uploads import clean_picture
from sites.store import blobs

from . import samples

KINDS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic", "BMP": "bmp"}


def clean(data: bytes, name: str = "图.jpg") -> bytes:
    return clean_picture(name, ContentFile(data, name)).read()


def metadata_of(data: bytes) -> dict:
    with Image.open(BytesIO(data)) as image:
        image.load()
        found = dict(image.info)
        found |= {"exif tags": dict(image.getexif())} if image.getexif() else {}
    return {key: value for key, value in found.items() if not key.startswith(("jfif", "progress"))}


def demand_bare(data: bytes) -> None:
    """Fail when anything but pixels is left in an encoded picture."""
    assert metadata_of(data) == {}
    lowered = data.lower()
    assert not any(
        mark in data for mark in (b"Exif\0", b"http://ns.adobe.com", b"ICC_PROFILE", b"SECRET", b"tEXt", b"eXIf")
    )
    assert b"xmpmeta" not in lowered


@pytest.mark.parametrize("kind", [*KINDS, "TIFF"])
def test_every_accepted_format_becomes_a_bare_jpeg_or_png(kind):
    data = clean(samples.encoded(samples.corners(), kind), f"x.{kind.lower()}")
    demand_bare(data)
    assert Image.open(BytesIO(data)).size == (64, 32)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_and_place_dropped(orientation):
    data = clean(samples.with_place(orientation))
    demand_bare(data)
    image = Image.open(BytesIO(data)).convert("RGB")
    width, height = (64, 32) if orientation < 5 else (32, 64)
    assert image.size == (width, height)
    right, lower = orientation in (2, 3, 6, 7), orientation in (3, 4, 7, 8)
    marked = image.getpixel((width * 3 // 4 if right else width // 4, height * 3 // 4 if lower else height // 4))
    assert marked[0] > 180 and marked[2] < 90


def test_wide_colours_become_srgb():
    profile = decoding.ImageCms.ImageCmsProfile(decoding.ImageCms.createProfile("LAB")).tobytes()
    data = samples.encoded(samples.corners(), "JPEG", icc_profile=profile)
    demand_bare(clean(data))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I", "I;16", "RGBA", "CMYK"])
def test_every_pixel_mode_is_read(mode):
    kind = "TIFF" if mode in ("CMYK", "I") else "PNG"
    image = Image.new(mode, (10, 10)) if mode == "I;16" else samples.corners((10, 10)).convert(mode)
    demand_bare(clean(samples.encoded(image, kind)))


def test_of_a_moving_picture_the_first_frame_stays():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    data = clean(samples.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    image = Image.open(BytesIO(data))
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_too_many_pixels_are_refused_before_decoding(monkeypatch):
    def never(*_args):
        raise AssertionError("decoded")

    bomb = bytearray(samples.encoded(Image.new("1", (8, 8)), "PNG"))
    bomb[16:24] = (50_000).to_bytes(4, "big") + (50_000).to_bytes(4, "big")
    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4, "big")
    monkeypatch.setattr(decoding, "_pixels", never)
    with pytest.raises(ValidationError, match="尺寸太大"):
        clean(bytes(bomb))
    with pytest.raises(ValidationError, match="太大"):
        clean(b"\xff" * (limits.PICTURE_BYTES.value + 1))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "SVG"),
        (b'<?xml version="1.0"?><!-- x --><SVG/>', "SVG"),
        (b"<html>", "不是可以读取的图片"),
        (b"MZ\x90\0", "不是可以读取的图片"),
        (samples.encoded(samples.corners(), "JPEG")[:700], "损坏"),
        (samples.encoded(samples.corners(), "PNG")[:90], "损坏"),
    ],
)
def test_what_cannot_be_a_picture_is_refused_in_words(data, sentence):
    with pytest.raises(ValidationError, match=sentence):
        clean(data)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_refusal(drawn):
    kind = drawn.draw(st.sampled_from([*KINDS, "TIFF"]))
    data = bytearray(samples.encoded(samples.corners((16, 16)), kind))
    for _each in range(drawn.draw(st.integers(1, 8))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    try:
        demand_bare(clean(bytes(data[: drawn.draw(st.integers(0, len(data)))])))
    except ValidationError as refusal:
        assert "。" in refusal.messages[0]


@pytest.mark.django_db
def test_the_model_keeps_the_clean_form_whatever_way_it_comes():
    picture = Picture.objects.create(title="图", file=ImageFile(BytesIO(samples.with_place(6)), "图.jpg"))
    data = Path(picture.file.path).read_bytes()
    demand_bare(data)
    assert (picture.width, picture.height) == (32, 64)
    assert picture.file.name == f"pictures/{picture.digest[:2]}/{picture.digest}.jpg"
    with pytest.raises(ValidationError):
        Picture.objects.create(title="坏", file=ContentFile(b"GIF89a", "x.gif"), width=1, height=1)


@pytest.mark.django_db
def test_sizes_are_bare_deterministic_and_made_once():
    picture = Picture.objects.create(title="图", file=ImageFile(BytesIO(_photo((1300, 800))), "图.jpg"))
    payload = pictures.picture_payload(picture, "说明", "图说")
    assert (payload["alt"], payload["caption"]) == ("说明", "图说")
    assert [size["width"] for size in payload["sizes"]] == [480, 960, 1300]
    assert payload["sizes"][0]["height"] == round(800 * 480 / 1300)
    for size in payload["sizes"]:
        data = blobs.read(size["digest"], size["extension"])
        demand_bare(data)
        image = Image.open(BytesIO(data))
        assert image.size == (size["width"], size["height"]) and image.info["progressive"]
    PictureSizes.objects.all().delete()
    assert pictures.picture_payload(picture, "说明", "图说") == payload
    blobs.path_of(payload["sizes"][1]["digest"], "jpg").unlink()
    assert pictures.picture_payload(picture, "说明", "图说") == payload


@pytest.mark.django_db
def test_a_second_call_reads_no_picture(django_assert_num_queries):
    picture = Picture.objects.create(title="图", file=ImageFile(BytesIO(_photo((60, 40))), "图.jpg"))
    first = pictures.picture_payload(picture, "", "")
    Path(picture.file.path).unlink()
    with django_assert_num_queries(1):
        assert pictures.picture_payload(picture, "", "") == first


@pytest.mark.django_db
def test_transparency_and_drawings_stay_png():
    seal = Image.new("RGBA", (700, 300), (255, 0, 0, 0))
    picture = Picture.objects.create(title="章", file=ImageFile(BytesIO(samples.encoded(seal, "PNG")), "章.png"))
    sizes = pictures.picture_payload(picture, "章", "")["sizes"]
    assert [(size["width"], size["extension"]) for size in sizes] == [(480, "png"), (700, "png")]


@given(st.integers(1, 20_000))
def test_widths_never_exceed_the_picture(width):
    widths = pictures.widths_for(width)
    assert widths == sorted(set(widths)) and 1 <= len(widths) <= 3
    assert widths[-1] == min(width, 1600)


def _photo(size: tuple[int, int]) -> bytes:
    bands = [Image.effect_noise(size, 60) for _band in range(3)]
    return samples.encoded(Image.merge("RGB", bands), "JPEG")


def test_every_real_picture_comes_out_bare_or_refused():
    refused, expected = set(), {"bomb", "corrupt", "corrupt-fuzz"}
    for row in samples.rows("images", "index.jsonl"):
        data = samples.shared_data("images", row["file"]).read_bytes()
        try:
            result = clean(data, row["file"])
        except ValidationError as refusal:
            assert row["kind"] in expected, (row["file"], refusal)
            assert "。" in refusal.messages[0]
            refused.add(row["file"])
            continue
        demand_bare(result)
        if row["size"] and row["kind"] not in expected:
            turned = (row["exif"] or {}).get("Orientation", 1) > 4
            size = Image.open(BytesIO(result)).size
            assert size == tuple(reversed(row["size"]) if turned else row["size"]), row["file"]
    broken = {
        row["file"]
        for row in samples.rows("images", "index.jsonl")
        if row["pillow"] != "ok" and "heic" not in row["file"]
    }
    assert broken <= refused


def test_real_turned_pictures_look_like_the_upright_one():
    upright = _small(samples.shared_data("images", "plain-08e27d4b.jpg").read_bytes())
    for row in samples.rows("images", "index.jsonl"):
        if row["kind"] == "orientation":
            turned = _small(clean(samples.shared_data("images", row["file"]).read_bytes()))
            difference = sum(abs(a - b) for a, b in zip(upright, turned, strict=True)) / len(upright)
            assert difference < 12, row["file"]


def _small(data: bytes) -> list[int]:
    return list(Image.open(BytesIO(data)).convert("L").resize((16, 16)).tobytes())
