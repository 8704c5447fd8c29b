"""A superuser's own publish changes no public byte, and the superuser is told why."""

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_chain import column_id
from tests.cluster import Cluster

pytestmark = pytest.mark.browser


def digest_of_everything_public(cluster: Cluster) -> str:
    """Return one digest over every public file's name and bytes."""
    root = cluster.var / "www"
    total = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        total.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def test_a_superuser_publishes_nothing_and_learns_why(cluster: Cluster, logged_in: Callable[[str], Page]) -> None:
    window = logged_in("admin")
    before = digest_of_everything_public(cluster)
    window.goto(cluster.editing(f"/admin/pages/add/pages/articlepage/{column_id(cluster, 'zh-hans')}/"))
    window.fill("#id_title", "未经审签的稿件")
    window.locator("button[name=action-publish]").click()
    expect(window.get_by_text("公开网站没有任何变化").first).to_be_visible()
    cluster.manage("work", "--once")
    assert digest_of_everything_public(cluster) == before
    word = cluster.public("www.sarentala.localhost", "/search/?q=%E6%9C%AA%E7%BB%8F%E5%AE%A1%E7%AD%BE")
    assert "未经审签的稿件" not in word[1]
