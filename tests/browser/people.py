"""How a sample account logs in."""

from playwright.sync_api import Page

from cms.sample.password import PASSWORD
from tests.cluster import Cluster


def log_in(page: Page, cluster: Cluster, username: str) -> None:
    """Log in through Wagtail's own page, and wait until the first screen is there."""
    page.goto(cluster.editing("/admin/login/"))
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
