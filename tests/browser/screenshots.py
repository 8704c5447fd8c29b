"""``make screenshots``: takes the pictures of the README and the manuals from a running sample cluster."""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.people import log_in
from tests.browser.test_chain import NOTICES, approve, column_id, write
from tests.cluster import ROOT, Cluster
from tests.parts import FLAGS, chromium

PICTURES = ROOT / "docs" / "pictures"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
HOST = "www.sarentala.localhost"


def main() -> None:
    """Prepare a cluster, walk through it, and keep the pictures in docs/pictures."""
    with tempfile.TemporaryDirectory(prefix="sumu-pictures-") as folder, sync_playwright() as playwright:
        cluster = Cluster(Path(folder) / "var")
        if given := os.environ.get("SUMU_PREPARED"):
            shutil.copytree(given, cluster.var)
        else:
            cluster.prepare()
        cluster.start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            public_pages(browser, cluster)
            editing_pages(browser, cluster, Path(folder))
        finally:
            browser.close()
            cluster.stop()


def public_pages(browser: Browser, cluster: Cluster) -> None:
    """Take the public pages."""
    base = f"http://{HOST}:{cluster.public_port}"
    for name, path, size in (
        ("portal-zh-hans", "/", DESKTOP),
        ("portal-mn-mong", "/mn-mong/", DESKTOP),
        ("portal-kk-arab", "/kk-arab/", DESKTOP),
        ("phone", "/tybl/", PHONE),
        ("search", "/search/?q=草原", DESKTOP),
    ):
        page = browser.new_page(viewport=size)
        page.goto(base + path, wait_until="networkidle")
        keep(page, name)
        page.close()


def editing_pages(browser: Browser, cluster: Cluster, folder: Path) -> None:
    """Write, submit and review a notice, taking each step."""
    photo = folder / "photo.jpg"
    Image.effect_noise((1200, 800), 40).convert("RGB").save(photo, "JPEG")
    with person(browser, cluster, "tybl-editor") as window:
        keep(window, "editor-home")
        window.goto(cluster.editing("/admin/pages/"))
        keep(window, "editor-site")
        window.goto(cluster.editing(f"/admin/pages/{column_id(cluster, 'zh-hans')}/"))
        keep(window, "editor-column")
        notice = NOTICES[0]
        identity = write(window, cluster, notice, str(photo))
        keep(window, "editor-submitted")
        window.goto(cluster.editing(f"/admin/pages/{identity}/edit/"))
        window.wait_for_load_state("networkidle")
        keep(window, "editor")
        window.goto(cluster.editing(f"/admin/pages/add/pages/articlepage/{column_id(cluster, 'mn-mong')}/"))
        window.fill("#id_title", NOTICES[1].title)
        keep(window, "editor-mn-mong")
    with person(browser, cluster, "tybl-first") as window:
        keep(window, "review-list")
        window.goto(cluster.editing(f"/admin/review/{identity}/"))
        window.wait_for_load_state("networkidle")
        keep(window, "review")
        window.set_viewport_size(PHONE)
        keep(window, "review-phone")
        window.set_viewport_size(DESKTOP)
        approve(window, cluster, identity)
    with person(browser, cluster, "tybl-sign") as window:
        window.goto(cluster.editing(f"/admin/review/{identity}/"))
        window.locator(".sumu-secrecy").scroll_into_view_if_needed()
        keep(window, "secrecy-form")
        approve(window, cluster, identity)
        keep(window, "review-signed")
    releases(browser, cluster)
    with person(browser, cluster, "tybl-editor") as window:
        window.goto(cluster.editing(f"/admin/review/{identity}/withdraw/"))
        keep(window, "withdraw")
        change(window, cluster, identity)
    with person(browser, cluster, "tybl-first") as window:
        window.goto(cluster.editing(f"/admin/review/{identity}/"))
        keep(window, "difference")
        send_back(window)
    with person(browser, cluster, "tybl-editor") as window:
        window.goto(cluster.editing(f"/admin/pages/{identity}/edit/"))
        window.wait_for_load_state("networkidle")
        keep(window, "editor-returned")
        window.fill("#id_summary", "联系人手机 13812345678，欢迎来电咨询。")
        window.get_by_role("button", name="保存草稿").click()
        window.locator(".cms-check-panel").scroll_into_view_if_needed()
        keep(window, "findings")
    with person(browser, cluster, "admin-audit") as window:
        window.goto(cluster.editing("/admin/ledger/"))
        window.get_by_role("link", name=NOTICES[0].title).first.click()
        window.wait_for_load_state("networkidle")
        keep(window, "ledger")
    with person(browser, cluster, "admin") as window:
        window.goto(cluster.editing(f"/admin/pages/add/pages/articlepage/{column_id(cluster, 'zh-hans')}/"))
        window.fill("#id_title", "未经审签的稿件")
        window.locator("button[name=action-publish]").click()
        window.get_by_text("公开网站没有任何变化").first.wait_for()
        keep(window, "refused-publish")


def releases(browser: Browser, cluster: Cluster) -> None:
    """Follow what was signed until it is live; look at its release, at the way back, and at the watch."""
    with person(browser, cluster, "tybl-editor") as window:
        window.goto(cluster.editing("/admin/publication/"))
        window.wait_for_timeout(5000)
        window.reload(wait_until="networkidle")
        keep(window, "publication")
    with person(browser, cluster, "tybl-site_admin") as window:
        window.goto(cluster.editing("/admin/releases/tybl/"), wait_until="networkidle")
        keep(window, "releases")
        window.locator(".sumu-releases__when a").first.click()
        window.wait_for_load_state("networkidle")
        window.locator("tr", has_text="修改").locator("a").first.click()
        window.wait_for_load_state("networkidle")
        keep(window, "release-page")
    with person(browser, cluster, "admin-system") as window:
        window.goto(cluster.editing("/admin/tampering/"), wait_until="networkidle")
        keep(window, "tampering")


def change(window: Page, cluster: Cluster, identity: int) -> None:
    """Change the notice that is public, and submit it again."""
    window.goto(cluster.editing(f"/admin/pages/{identity}/edit/"))
    window.fill("#id_title", NOTICES[0].title + "（修订）")
    window.get_by_role("button", name="送审").click()
    window.wait_for_load_state("networkidle")


def send_back(window: Page) -> None:
    """Return the notice, with a remark on its title."""
    window.get_by_text("在段落上写批注").click()
    window.locator(".sumu-parts__remark summary").first.click()
    window.locator("textarea[name^=remark]").first.fill("标题请写明是第几次修订。")
    window.get_by_role("button", name="退回").click()
    window.wait_for_load_state("networkidle")


@contextmanager
def person(browser: Browser, cluster: Cluster, username: str) -> Iterator[Page]:
    """Open a window in which a sample account is logged in."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    page = context.new_page()
    log_in(page, cluster, username)
    yield page
    context.close()


def keep(page: Page, name: str) -> None:
    """Keep what the window shows as a small PNG."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    print(f"    {name}.png", flush=True)
