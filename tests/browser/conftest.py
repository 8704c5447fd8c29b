"""People who sit in front of a real Chromium."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import log_in
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
        log_in(page, cluster, username)
        return page

    yield open_window
    for context in contexts:
        context.close()
