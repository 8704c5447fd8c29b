"""People who sit in front of a real Chromium."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from cms.sample.accounts import PASSWORD
from tests.cluster import Cluster

expect.set_options(timeout=30_000)


@pytest.fixture
def logged_in(browser: Browser, cluster: Cluster) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens a window in which a sample account is logged in."""
    contexts = []

    def open_window(username: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.goto(cluster.editing("/admin/login/"))
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield open_window
    for context in contexts:
        context.close()
