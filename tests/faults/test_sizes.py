"""One page of 50 MB, and ten thousand documents approved at once: the queue drains and nobody else waits for them."""

import subprocess

from tests.faults.conftest import Town

MANY = 10_000
LARGE = 50 * 1024 * 1024


def test_a_page_of_50_megabytes_stops_nobody(town: Town):
    paragraph = "<p>" + "苏木公开的一段文字。" * 10 + "</p>"
    large = town.do(
        "publish_large", column=town.columns["portal"], title="五十兆的页面", paragraph=paragraph, size=LARGE
    )
    small = town.do("publish_one", column=town.columns["jyj"], title="小页面")
    town.assert_sound()
    assert "小页面" in (town.root("jyj") / small["path"]).read_text()
    assert (town.root() / large["path"]).stat().st_size > LARGE
    town.do("withdraw_one", key=large["key"])
    town.assert_sound()
    assert not (town.root() / large["path"]).exists() or (town.root() / large["path"]).stat().st_size < 100_000


def test_ten_thousand_documents_approved_at_once(town: Town):
    assert town.do("publish_many", column=town.columns["portal"], count=MANY) == MANY
    assert town.run("work", fault="published:2")["status"] in (0, -9)
    town.assert_sound()
    pages = [path for path in town.root().rglob("*.html") if "批量" in path.read_text()]
    assert len(pages) > MANY
    said = subprocess.run(
        ["git", "-C", str(town.var / "releases" / "portal.git"), "rev-list", "--count", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert int(said) < 200, "what waits together is released together"
