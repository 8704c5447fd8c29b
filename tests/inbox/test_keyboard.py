"""The inbox beside the review page, by keyboard alone, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import logged_in
from tests.cluster import Cluster

__all__ = ["logged_in"]

SUBMIT = """
from cms.pages.models import ArticlePage
from cms.review import actions
from django.contrib.auth import get_user_model
editor = get_user_model().objects.get(username="portal-editor")
free = [one for one in ArticlePage.objects.filter(locale__language_code="zh-hans").order_by("pk")
        if one.site.key == "portal" and actions.current_state(one) is None][:2]
for page in free:
    page.save_revision(user=editor)
    actions.submit(page, editor)
    print(page.pk)
"""


@pytest.mark.browser
def test_an_item_is_passed_without_the_mouse(cluster: Cluster, logged_in: Callable[[str], Page]) -> None:
    submitted = cluster.manage("shell", "-v", "0", "-c", SUBMIT).split()[-2:]
    window = logged_in("portal-first")
    window.goto(cluster.editing("/admin/review/"))
    expect(window.locator(".sumu-inbox--panes")).to_be_visible()
    frame = window.frame_locator("[data-inbox-frame]")
    count = window.locator("[data-inbox-link]").count()
    item = window.locator(f'[data-inbox-link][href="/admin/review/{submitted[0]}/"]')
    expect(item).to_be_visible()
    window.keyboard.press("j")
    for _step in range(count):
        if item.evaluate("link => link === document.activeElement"):
            break
        window.keyboard.press("j")
    window.keyboard.press("Enter")
    expect(frame.locator("#wagtail-sidebar")).to_be_hidden()
    expect(frame.locator('[value="return"]')).to_be_visible()
    window.keyboard.press("r")
    expect(frame.locator("#id_return-comment")).to_be_focused()
    window.keyboard.press("Escape")
    expect(item).to_be_focused()
    window.keyboard.press("a")
    expect(frame.locator('[value="pass"]')).to_be_focused()
    window.keyboard.press("Enter")
    expect(frame.get_by_text("已通过。")).to_be_visible()
    expect(item).to_have_count(0)
    expect(window.locator("[data-inbox-link]")).to_have_count(count - 1)
