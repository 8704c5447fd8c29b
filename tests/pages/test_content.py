"""What a draft asks to make public."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image

from cms.media.models import Attachment, Picture
from cms.pages.content import content_of
from cms.pages.keys import key_of
from cms.pages.models import ArticlePage, ColumnPage, HomePage, LeaderPage, PolicyPage, ServicePage
from sites.store import blobs
from sites.store.content import media_of
from tests.accounts.offices import Office


def picture(colour: str = "navy") -> Picture:
    stream = BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, "PNG")
    return Picture.objects.create(title="图", file=ContentFile(stream.getvalue(), "picture.png"))


def column(office: Office, lists: str) -> ColumnPage:
    page = ColumnPage(title=lists, slug=lists, lists=lists)
    HomePage.objects.get(pk=office.home.pk).add_child(instance=page)
    return page


def test_the_same_draft_gives_the_same_content_in_every_language(portal: Office) -> None:
    page = portal.article(
        keywords="招生、义务教育,通知",
        body=[
            ("text", '<p>见<a href="https://example.gov.cn/">通知</a><script>alert(1)</script></p>'),
            ("heading", {"text": "报名", "level": "2"}),
            ("picture", {"picture": picture(), "alt": "校门", "caption": ""}),
            (
                "table",
                {"data": [["年级", "人数"], ["一", None]], "table_header_choice": "row", "table_caption": "人数"},
            ),
            ("quote", {"text": "教育为本", "attribution": ""}),
        ],
    )
    digests = set()
    for language in ("zh-hans", "mn-mong", "kk-arab", "en"):
        with override(language):
            digests.add(content_of(ArticlePage.objects.get(pk=page.pk)).digest())
    digests.add(content_of(page.get_latest_revision().as_object()).digest())
    assert len(digests) == 1
    content = content_of(page)
    assert content.column == key_of(portal.column) and content.slug == ""
    assert content.payload["keywords"] == ["招生", "义务教育", "通知"]
    assert [block["type"] for block in content.payload["body"]] == ["text", "heading", "picture", "table", "quote"]
    assert "script" not in content.payload["body"][0]["html"]
    assert content.payload["body"][3] == {
        "type": "table",
        "caption": "人数",
        "header": True,
        "rows": [["年级", "人数"], ["一", ""]],
    }
    for digest, extension in media_of(content.payload):
        assert blobs.read(digest, extension)


def test_links_become_keys_and_linked_files_attachments(portal: Office) -> None:
    target = portal.article("目标")
    file = Attachment.objects.create(title="附件一", file=ContentFile(b"%PDF-1.4\nstartxref\n0\n%%EOF\n", "a.pdf"))
    html = (
        f'<p><a linktype="page" id="{target.pk}">目标</a><a linktype="document" id="{file.pk}">附件</a>'
        '<a linktype="page" id="999999">没了</a></p>'
    )
    payload = content_of(portal.article("来源", body=[("text", html)])).payload
    text = payload["body"][0]["html"]
    assert f'href="document:{key_of(target)}"' in text
    assert f'id="{target.pk}"' not in text and "linktype" not in text
    assert "附件" in text and text.count("href") == 1
    assert [attachment["name"] for attachment in payload["attachments"]] == ["附件一"]


def test_a_picture_replaced_in_place_is_other_content(portal: Office) -> None:
    image = picture()
    page = portal.article(picture=image, picture_alt="校门")
    before = content_of(page).digest()
    image.file = picture("red").file
    image.save()
    assert content_of(ArticlePage.objects.get(pk=page.pk)).digest() != before


def test_each_kind_carries_its_own_fields(portal: Office) -> None:
    policy = PolicyPage(
        title="办法", document_number="国办发[2017]47号", date_written=date(2017, 5, 15), issuer="办公厅"
    )
    column(portal, "policies").add_child(instance=policy)
    payload = content_of(policy).payload
    assert payload["document_number"] == "国办发〔2017〕47号"
    assert payload["policy"]["date_written"] == "2017-05-15" and payload["policy"]["validity"] == "valid"
    service = ServicePage(title="办证", materials="身份证\n\n照片 ", phone="0470-1234567\r\n周一至周五")
    column(portal, "services").add_child(instance=service)
    assert content_of(service).payload["service"]["materials"] == ["身份证", "照片"]
    assert content_of(service).payload["service"]["phone"] == "0470-1234567\n周一至周五"
    leader = LeaderPage(title="某某", post="主任", position=2)
    column(portal, "leaders").add_child(instance=leader)
    assert content_of(leader).payload["leader"] == {"post": "主任", "portfolio": "", "position": 2}


def test_a_home_names_columns_by_key(portal: Office) -> None:
    home = HomePage.objects.get(pk=portal.home.pk)
    home.body = [
        ("column_list", {"column": portal.column, "count": 5}),
        ("links", {"title": "链接", "links": [{"text": "部委", "page": None, "href": "https://www.gov.cn/"}]}),
        (
            "introduction",
            {"title": "概况", "text": "<p>简介</p>", "picture": {"picture": None, "alt": "", "caption": ""}},
        ),
    ]
    blocks = content_of(home).payload["blocks"]
    assert blocks[0] == {"type": "column_list", "column": key_of(portal.column), "count": 5}
    assert blocks[1]["links"] == [{"text": "部委", "href": "https://www.gov.cn/"}]
    assert blocks[2]["picture"] is None and blocks[2]["html"] == "<p>简介</p>"


def test_what_a_draft_must_fulfil(portal: Office) -> None:
    with pytest.raises(ValidationError, match="文号"):
        portal.article(document_number="随便写的")
    with pytest.raises(ValidationError, match="替代文字"):
        portal.article(picture=picture())
    with pytest.raises(ValidationError, match="政策文件"):
        misplaced = PolicyPage(title="错放")
        ColumnPage.objects.get(pk=portal.column.pk).add_child(instance=misplaced)
        misplaced.full_clean()
    for slug in ("search", "通知", "mn-mong"):
        with pytest.raises(ValidationError):
            misnamed = ColumnPage(title="栏目", slug=slug)
            HomePage.objects.get(pk=portal.home.pk).add_child(instance=misnamed)
            misnamed.full_clean()
    public = ColumnPage.objects.get(pk=portal.column.pk)
    public.slug = "other"
    with pytest.raises(ValidationError, match="不能再改"):
        public.full_clean()


def test_a_document_needs_no_slug(portal: Office) -> None:
    first, second = portal.article("同题"), portal.article("同题")
    assert first.slug and second.slug and first.slug != second.slug
