"""The whole chain as people see it: written, reviewed, signed, public within seconds; withdrawn, gone as fast."""

import io
import re
import sqlite3
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from sites.registry import addresses
from tests.cluster import Cluster, wait_until

pytestmark = pytest.mark.browser

HOST = "www.sarentala.localhost"
LONGEST = 60
"""Seconds that are waited for a signature to reach the public; how few it takes is for the benchmarks to say."""


@dataclass(frozen=True)
class Notice:
    """What the editor writes, and a word of it that a reader would search for."""

    language: str
    title: str
    text: str
    number: str
    word: str

    @property
    def prefix(self) -> str:
        """The path of the edition below its site's base."""
        return addresses.edition_prefix(self.language)


NOTICES = [
    Notice(
        "zh-hans",
        "关于开展冬羔接产培训的通知",
        "定于十二月三日在苏木文化站举办冬羔接产培训。",
        "托苏政发〔2026〕31号",
        "冬羔接产",
    ),
    Notice(
        "mn-mong",
        "ᠡᠪᠦᠯ ᠦᠨ ᠰᠤᠷᠭᠠᠯᠲᠠ ᠶᠢᠨ ᠮᠡᠳᠡᠭᠳᠡᠯ",
        "ᠰᠤᠮᠤᠨ ᠤ ᠰᠤᠶᠤᠯ ᠤᠨ ᠥᠷᠲᠡᠭᠡᠨ ᠳᠦ ᠰᠤᠷᠭᠠᠯᠲᠠ ᠬᠢᠨ᠎ᠡ᠃",
        "托苏政发〔2026〕32号",
        "ᠰᠤᠷᠭᠠᠯᠲᠠ",
    ),
    Notice(
        "kk-arab",
        "قىسقى تاربيەلەۋ تۋرالى ۇقتىرۋ",
        "سۇمىننىڭ مادەنيەت ستانسياسىندا تاربيەلەۋ كۋرسى اشىلادى.",
        "托苏政发〔2026〕33号",
        "تاربيەلەۋ",
    ),
]


@pytest.fixture
def picture(tmp_path) -> str:
    """Return the file of a photo with a camera's traces in it."""
    image = Image.effect_noise((1200, 800), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    path = tmp_path / "photo.jpg"
    path.write_bytes(stream.getvalue())
    return str(path)


def column_id(cluster: Cluster, language: str) -> int:
    """Return the id of the township's notice column in Wagtail's tree."""
    with sqlite3.connect(f"file:{cluster.var / 'sumu.sqlite3'}?mode=ro", uri=True) as database:
        query = """SELECT page.id FROM wagtailcore_page page
                   JOIN wagtailcore_locale locale ON locale.id = page.locale_id
                   JOIN wagtailcore_page parent ON substr(page.path, 1, 8) = parent.path
                   JOIN pages_sitepage container ON container.page_ptr_id = parent.id
                   JOIN registry_site site ON site.id = container.site_id
                   WHERE page.slug = 'tzgg' AND locale.language_code = ? AND site.key = 'tybl'"""
        return int(database.execute(query, [language]).fetchone()[0])


def write(window: Page, cluster: Cluster, notice: Notice, picture: str) -> int:
    """Write ``notice`` in the editor and submit it; return the id of its page."""
    window.goto(cluster.editing(f"/admin/pages/add/pages/articlepage/{column_id(cluster, notice.language)}/"))
    window.fill("#id_title", notice.title)
    window.fill("#id_document_number", notice.number.replace("〔", "[").replace("〕", "]"))
    add_block(window, "正文段落")
    window.locator(".public-DraftEditor-content").first.click()
    window.keyboard.type(notice.text)
    add_block(window, "图片")
    upload_picture(window, picture)
    window.get_by_label("替代文字").first.fill("培训现场的照片")
    window.get_by_role("button", name="送审").click()
    window.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    return page_id(cluster, notice.title)


def add_block(window: Page, name: str) -> None:
    """Add a block at the end of the body."""
    window.locator("button.c-sf-add-button").last.click()
    window.get_by_role("option", name=name, exact=True).click()


def upload_picture(window: Page, picture: str) -> None:
    """Choose a picture for the block added last by uploading it."""
    window.locator("[data-streamfield-stream-container]").get_by_role("button", name="选择").last.click()
    window.get_by_role("tab", name="上传").click()
    window.set_input_files("input[type=file][name$=file]", picture)
    window.fill("input[name$='-title']", "培训现场")
    window.locator("form[data-chooser-modal-creation-form] [type=submit]").click()
    expect(window.get_by_role("dialog")).to_have_count(0)


def page_id(cluster: Cluster, title: str) -> int:
    """Return the id of the page with this title."""
    with sqlite3.connect(f"file:{cluster.var / 'sumu.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT max(id) FROM wagtailcore_page WHERE title = ?", [title]).fetchone()[0])


def approve(window: Page, cluster: Cluster, page: int) -> None:
    """Find the item on the list of what waits for me, look through findings and secrecy form, and pass it."""
    window.goto(cluster.editing("/admin/"))
    window.locator(f"a[href='/admin/review/{page}/']").first.click()
    window.get_by_role("button", name="通过").wait_for()
    for finding in window.locator("input[type=checkbox][name^='finding-']").all():
        finding.check()
    for answer in window.locator("input[type=radio][name^='secrecy-'][value='no']").all():
        answer.check()
    window.get_by_role("button", name="通过").click()
    expect(window.get_by_text("已通过。").first).to_be_visible()


def public_path(cluster: Cluster, title: str) -> str:
    """Return the path on the host that the store has given to the document."""
    with sqlite3.connect(f"file:{cluster.var / 'sumu.sqlite3'}?mode=ro", uri=True) as database:
        query = "SELECT path FROM store_document WHERE title = ? AND state = 'public'"
        return "/tybl/" + str(database.execute(query, [title]).fetchone()[0])


def places(cluster: Cluster, notice: Notice, path: str) -> dict[str, bool]:
    """Return where a reader finds the notice now."""
    word = urllib.parse.quote(notice.word)
    home, column = f"/tybl/{notice.prefix}", f"/tybl/{notice.prefix}tzgg/"
    return {
        "its page": cluster.public(HOST, path)[0] == 200,
        "the column's list": path in cluster.public(HOST, column)[1],
        "the township's home": path in cluster.public(HOST, home)[1],
        "the portal's search": path in cluster.public(HOST, f"/{notice.prefix}search/?q={word}")[1],
    }


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.language)
def test_from_the_editor_to_the_reader_and_back(
    cluster: Cluster, logged_in: Callable[[str], Page], notice: Notice, picture: str
) -> None:
    editor, first, signer = logged_in("tybl-editor"), logged_in("tybl-first"), logged_in("tybl-sign")
    page = write(editor, cluster, notice, picture)
    approve(first, cluster, page)
    before = cluster.public(HOST, f"/tybl/{notice.prefix}tzgg/")[1]
    assert notice.title not in before, "public before the signature"
    approve(signer, cluster, page)
    path = public_path(cluster, notice.title)
    wait_until(
        lambda: all(places(cluster, notice, path).values()), LONGEST, f"not everywhere: {places(cluster, notice, path)}"
    )

    html = cluster.public(HOST, path)[1]
    assert notice.number in html and "培训现场的照片" in html
    media = re.search(r"/tybl/media/[0-9a-f]{2}/[0-9a-f]{64}\.(?:jpg|png)", html)
    assert media and cluster.status(HOST, media[0]) == 200

    editor.goto(cluster.editing(f"/admin/review/{page}/withdraw/"))
    editor.get_by_label("理由").fill("培训改期，重新发文。")
    editor.get_by_role("button", name="送审").click()
    approve(first, cluster, page)
    assert cluster.public(HOST, path)[0] == 200, "gone before the signature"
    approve(signer, cluster, page)
    wait_until(
        lambda: not any(places(cluster, notice, path).values()),
        LONGEST,
        f"still there: {places(cluster, notice, path)}",
    )
    assert cluster.public(HOST, path)[0] in (404, 410)
    assert cluster.status(HOST, media[0]) in (404, 410)
