"""The upload screens of Wagtail: each refusal is a sentence in the form, and nothing is kept."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from cms.media.models import Attachment, Picture

from . import samples
from .test_pictures import demand_bare

pytestmark = pytest.mark.django_db


@pytest.fixture
def screens(admin_client):
    admin_client.defaults["HTTP_X_REQUESTED_WITH"] = "XMLHttpRequest"
    return admin_client


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def files_kept() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


BROKEN = {
    "bomb.gif": b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2",
    "a.svg": b"<svg/>",
    "a.jpg": b"\xff\xd8\xff\xe0",
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("screen", ["wagtailimages:add", "wagtailimages:add_multiple"])
def test_a_refused_picture_is_explained_and_not_kept(screens, screen, name):
    before = files_kept()
    field = "files[]" if screen.endswith("multiple") else "file"
    response = screens.post(reverse(screen), {"title": "图", field: upload(BROKEN[name], name)})
    assert response.status_code == 200
    text = json.loads(response.content)["error_message"] if field == "files[]" else response.content.decode()
    assert "。" in text and any(word in text for word in ("图片", "SVG"))
    assert not Picture.objects.exists() and not UploadedFile.objects.exists()
    assert files_kept() == before


@pytest.mark.parametrize("screen", ["wagtailimages:add", "wagtailimages:add_multiple"])
def test_an_uploaded_picture_is_kept_clean(screens, screen):
    field = "files[]" if screen.endswith("multiple") else "file"
    response = screens.post(reverse(screen), {"title": "图", field: upload(samples.with_place(8), "照片.JPG")})
    assert response.status_code in (200, 302)
    picture = Picture.objects.get()
    data = Path(picture.file.path).read_bytes()
    demand_bare(data)
    assert (picture.width, picture.height, picture.file_size) == (32, 64, len(data))


def test_a_picture_waiting_for_a_right_title_is_clean_too(screens):
    long = "长" * 300
    response = screens.post(
        reverse("wagtailimages:add_multiple"), {"title": long, "files[]": upload(samples.with_place(), "a.jpg")}
    )
    answer = json.loads(response.content)
    waiting = UploadedFile.objects.get()
    demand_bare(Path(waiting.file.path).read_bytes())
    prefix = f"uploaded-image-{answer['uploaded_file_id']}"
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[answer["uploaded_file_id"]])
    response = screens.post(address, {f"{prefix}-title": "图", f"{prefix}-tags": "", f"{prefix}-collection": 1})
    assert json.loads(response.content)["success"]
    demand_bare(Path(Picture.objects.get().file.path).read_bytes())


def test_replacing_a_picture_keeps_the_old_original(screens):
    screens.post(reverse("wagtailimages:add"), {"title": "图", "file": upload(samples.with_place(), "a.jpg")})
    picture = Picture.objects.get()
    old = Path(picture.file.path)
    new = upload(samples.encoded(samples.corners((20, 20)), "PNG"), "b.png")
    screens.post(reverse("wagtailimages:edit", args=[picture.pk]), {"title": "图", "file": new})
    picture.refresh_from_db()
    assert picture.width == 20 and Path(picture.file.path) != old and old.exists()


@pytest.mark.parametrize("screen", ["wagtaildocs:add", "wagtaildocs:add_multiple"])
def test_attachments_are_checked_in_both_screens(screens, screen):
    field = "files[]" if screen.endswith("multiple") else "file"
    before = files_kept()
    response = screens.post(reverse(screen), {"title": "页", field: upload(b"<html>", "a.txt")})
    text = json.loads(response.content)["error_message"] if field == "files[]" else response.content.decode()
    assert "不接受网页" in text and files_kept() == before and not Attachment.objects.exists()
    screens.post(reverse(screen), {"title": "表", field: upload(samples.document(), "表.docx")})
    kept = Attachment.objects.get()
    assert kept.filename == "表.docx" and kept.file.name.startswith("attachments/") and kept.file_size
