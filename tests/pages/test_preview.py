"""The preview is the public page; the addresses shown are the public ones."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cms.media.models import Picture
from cms.pages.content import content_of
from cms.pages.models import ArticlePage
from cms.review import actions
from sites.store.approvals import NotApproved
from sites.store.content import media_of
from tests.accounts.offices import Office


def picture(colour: str) -> Picture:
    stream = BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, "PNG")
    return Picture.objects.create(title="图", file=ContentFile(stream.getvalue(), "picture.png"))


def test_editors_and_reviewers_see_the_public_template_with_its_files(portal: Office) -> None:
    page = portal.article("预览的标题", picture=picture("navy"), picture_alt="校门")
    page.body = [("picture", {"picture": page.picture, "alt": "校门", "caption": ""})]
    page.save_revision(user=portal.editor)
    actions.submit(page, portal.editor)
    editor, reviewer = Client(), Client()
    editor.force_login(portal.editor)
    reviewer.force_login(portal.first)
    views = [
        editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])),
        reviewer.get(reverse("cms_review:preview", args=[page.pk])),
    ]
    for response in views:
        html = response.content.decode()
        assert response.status_code == 200 and "预览的标题" in html and "/preview/assets/" in html
    digest, extension = next(media_of(content_of(ArticlePage.objects.get(pk=page.pk)).payload))
    address = f"/preview/media/{digest[:2]}/{digest}.{extension}"
    assert address in html
    assert reviewer.get(address)["Content-Type"] in ("image/png", "image/jpeg")
    assert Client().get(address).status_code == 302


def test_a_picture_replaced_between_stages_is_refused(portal: Office) -> None:
    image = picture("navy")
    page = portal.article(picture=image, picture_alt="校门")
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    image.file = picture("red").file
    image.save()
    with pytest.raises(NotApproved, match="有改动"):
        portal.signed(page)
    assert actions.waiting_at(page).task.specific.stage == "sign"


def test_addresses_are_the_stores(portal: Office) -> None:
    page = portal.article()
    assert page.url is None and page.full_url is None
    portal.publish(page)
    page.refresh_from_db()
    assert page.url == page.full_url and page.url.startswith("https://www.example.gov.cn/tzgg/")
    assert Client().get(page.url.removeprefix("https://www.example.gov.cn")).status_code == 404


def test_an_editor_reads_plain_words_while_it_is_under_review(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    client = Client()
    client.force_login(portal.editor)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "正在审签（初审）" in html and "正等待：初审" in html
