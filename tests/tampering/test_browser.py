"""A page altered on the disk is put right and told on the screen, which axe finds nothing wrong with at any size."""

from collections.abc import Callable

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import logged_in
from tests.browser.people import log_in
from tests.cluster import Cluster, wait_until

__all__ = ["logged_in"]
pytestmark = pytest.mark.browser
HOST = "www.sarentala.localhost"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def test_what_is_altered_appears(cluster: Cluster, logged_in: Callable[[str], Page]) -> None:
    page = cluster.var / "www" / HOST / "index.html"
    before = page.read_bytes()
    page.write_text("<h1>defaced</h1>")
    wait_until(lambda: page.read_bytes() == before, 60, "the page was not put right")
    window = logged_in("admin-system")
    expect(window.locator("#tampering-heading")).to_be_visible()
    window.get_by_role("link", name="查看", exact=True).first.click()
    expect(window.get_by_role("heading", name="网页防篡改", level=1)).to_be_visible()
    expect(window.get_by_text("正在值守").first).to_be_visible()
    found = window.locator(".sumu-tampering__finding", has_text=f"{HOST}/index.html").first
    expect(found).to_contain_text("被修改，已恢复")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_the_screens_are_sound(cluster: Cluster, browser: Browser, width: int, height: int) -> None:
    (cluster.var / "www" / HOST / "jyj" / f"shell-{width}.php").write_text("<?php")
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    try:
        window = context.new_page()
        log_in(window, cluster, "jyj-site_admin")
        for path in ("/admin/tampering/", "/admin/tampering/findings/"):
            window.goto(cluster.editing(path))
            found = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(window, options=RULES)["violations"]]
            assert found == [], path
            assert window.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        context.close()
